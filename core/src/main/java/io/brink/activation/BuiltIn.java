package io.brink.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A built-in activation as the catalogue knows it.
 *
 * @param name name in the grammar of {@link Activations#parse}
 * @param parameters parameters by position
 * @param description what it is, in one line
 * @param formula φ(x) in plain text
 * @param constructor makes the activation from the values of all parameters, by position
 */
public record BuiltIn(
    String name,
    List<Parameter> parameters,
    String description,
    String formula,
    Function<double[], Activation> constructor) {

  /** Copies the parameter list. */
  public BuiltIn {
    parameters = List.copyOf(parameters);
  }

  static BuiltIn plain(String name, String description, String formula, Activation activation) {
    return new BuiltIn(name, List.of(), description, formula, ignored -> activation);
  }

  BuiltIn with(String parameter, double defaultValue, ParameterDomain domain) {
    return with(new Parameter(parameter, OptionalDouble.of(defaultValue), domain));
  }

  BuiltIn with(String parameter, ParameterDomain domain) {
    return with(new Parameter(parameter, OptionalDouble.empty(), domain));
  }

  private BuiltIn with(Parameter parameter) {
    List<Parameter> extended = new ArrayList<>(parameters);
    extended.add(parameter);
    return new BuiltIn(name, extended, description, formula, constructor);
  }

  /** Whether every parameter has a default, so that the bare name is an activation. */
  public boolean hasDefaults() {
    return parameters.stream().allMatch(p -> p.defaultValue().isPresent());
  }

  /** The activation with the default of every parameter. */
  public Activation withDefaults() {
    return of(new double[0]);
  }

  /**
   * The activation with the given leading parameters and the defaults of the others.
   *
   * @throws IllegalArgumentException if there are too many, one is missing, or one is out of its
   *     domain
   */
  public Activation of(double... leading) {
    if (leading.length > parameters.size()) {
      throw new IllegalArgumentException(
          name
              + " takes "
              + (parameters.isEmpty() ? "no parameters" : "at most " + signature())
              + ", got "
              + leading.length
              + " values");
    }
    double[] all = new double[parameters.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < leading.length ? leading[i] : defaultOf(parameters.get(i));
    }
    return constructor.apply(all);
  }

  double defaultOf(Parameter parameter) {
    return parameter
        .defaultValue()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + ": "
                        + parameter.name()
                        + " must be given, "
                        + parameter.domain().description()
                        + ", as in "
                        + signature()));
  }

  /** The name with its parameters and their defaults: {@code shtanh(a=1, k=1)}. */
  public String signature() {
    if (parameters.isEmpty()) {
      return name;
    }
    StringBuilder text = new StringBuilder(name).append('(');
    for (Parameter parameter : parameters) {
      text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(parameter.name());
      parameter.defaultValue().ifPresent(v -> text.append('=').append(CanonicalName.number(v)));
    }
    return text.append(')').toString();
  }
}
