package io.brink.network;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.internal.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A built-in architecture with its parameters, in the short notation {@code
 * name:key=value,key=value}: {@code resnet:depth=50,shortcut=0}. A value may be an activation with
 * parameters of its own: commas inside parentheses do not separate.
 *
 * <p>Weights and biases have by default the parameterisation of TAT and DKS, weight_variance = 1
 * and bias_variance = 0.
 *
 * @param architecture the family
 * @param given the parameters that were given, by name, as written
 */
public record NetworkSpec(Architecture architecture, Map<String, String> given) {
  /** Stands for the activation that is given beside the network. */
  public static final String DEFAULT_ACTIVATION = "default";

  /**
   * Checks all values and that none is missing.
   *
   * @throws IllegalArgumentException naming the parameter and what is allowed
   */
  public NetworkSpec {
    given = Map.copyOf(given);
    List<String> names = architecture.parameters().stream().map(SpecParameter::name).toList();
    for (String key : given.keySet()) {
      if (!names.contains(key)) {
        throw new IllegalArgumentException(
            architecture.name() + " has no parameter '" + key + "'" + Spelling.hint(key, names));
      }
    }
    for (SpecParameter parameter : architecture.parameters()) {
      String value = given.get(parameter.name());
      if (value == null && parameter.defaultValue().isEmpty()) {
        throw new IllegalArgumentException(
            architecture.name()
                + " needs "
                + parameter.name()
                + " ("
                + parameter.domain().allowed()
                + "), as in "
                + architecture.example());
      }
      if (value != null && !parameter.domain().contains(value)) {
        throw new IllegalArgumentException(architecture.name() + ": " + parameter.fault(value));
      }
    }
  }

  /** The built-in architectures. */
  public static List<Architecture> catalogue() {
    return Architecture.all();
  }

  /**
   * Parses a spec.
   *
   * @throws IllegalArgumentException if the architecture or a parameter is unknown, missing, given
   *     twice or out of range; the message suggests the nearest name or lists what is allowed
   */
  public static NetworkSpec parse(String spec) {
    int colon = spec.indexOf(':');
    String name = (colon < 0 ? spec : spec.substring(0, colon)).strip();
    Architecture architecture = architecture(name);
    Map<String, String> given = new LinkedHashMap<>();
    if (colon >= 0 && !spec.substring(colon + 1).isBlank()) {
      for (String part : splitOutsideParentheses(spec.substring(colon + 1))) {
        int equals = part.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(
              name + ": expected key=value, got '" + part.strip() + "'");
        }
        String key = part.substring(0, equals).strip();
        if (given.put(key, part.substring(equals + 1).strip()) != null) {
          throw new IllegalArgumentException(name + ": " + key + " is given twice");
        }
      }
    }
    return new NetworkSpec(architecture, given);
  }

  /**
   * The network.
   *
   * @param activation activation of every nonlinear layer, unless the spec names one
   */
  public Network network(Activation activation) {
    Map<String, String> values = new LinkedHashMap<>();
    for (SpecParameter parameter : architecture.parameters()) {
      values.put(
          parameter.name(),
          given.getOrDefault(parameter.name(), parameter.defaultValue().orElse("")));
    }
    String own = given.getOrDefault("activation", DEFAULT_ACTIVATION);
    return architecture.network(
        new SpecValues(values),
        own.equals(DEFAULT_ACTIVATION) ? activation : Activations.parse(own));
  }

  /** The spec in its short notation, with the given parameters in the order of the catalogue. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (SpecParameter parameter : architecture.parameters()) {
      String value = given.get(parameter.name());
      if (value != null) {
        parts.add(parameter.name() + "=" + value);
      }
    }
    return parts.isEmpty()
        ? architecture.name()
        : architecture.name() + ":" + String.join(",", parts);
  }

  private static Architecture architecture(String name) {
    for (Architecture architecture : Architecture.all()) {
      if (architecture.name().equals(name)) {
        return architecture;
      }
    }
    throw new IllegalArgumentException(
        "unknown network '"
            + name
            + "'"
            + Spelling.hint(name, Architecture.all().stream().map(Architecture::name).toList()));
  }

  private static List<String> splitOutsideParentheses(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(text.substring(start, i));
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
