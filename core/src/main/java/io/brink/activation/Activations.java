package io.brink.activation;

import static io.brink.activation.BuiltIn.plain;
import static io.brink.activation.ParameterDomain.DEGREE;
import static io.brink.activation.ParameterDomain.FINITE;
import static io.brink.activation.ParameterDomain.NOT_ZERO;
import static io.brink.activation.ParameterDomain.POSITIVE;

import io.brink.internal.text.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The catalogue of built-in activations, and the reader of their names.
 *
 * <p>Grammar of a name: {@code elu}, {@code elu(0.5)}, {@code elu(alpha=0.5)}, {@code shtanh(2,
 * k=1)}; anything else is an expression in x: {@code x*sigmoid(1.702*x)}. A {@link
 * ShapedActivation} is {@code shaped(activation, input_scale, input_shift, output_scale,
 * output_shift)}, a {@link LinearRegion} is {@code linear_region(tail, a, tail_scale)}.
 */
public final class Activations {

  private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z_][A-Za-z_0-9]*)\\s*");

  private static final Pattern CALL =
      Pattern.compile("\\s*([A-Za-z_][A-Za-z_0-9]*)\\s*\\(([^()]*)\\)\\s*");

  private static final String NUMBER =
      "\\s*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\\s*";

  private static final Pattern ARGUMENT =
      Pattern.compile("\\s*(?:([A-Za-z_][A-Za-z_0-9]*)\\s*=)?" + NUMBER);

  private static final Pattern SHAPED =
      Pattern.compile(
          "\\s*shaped\\s*\\((.*)" + ("," + NUMBER).repeat(4) + "\\)\\s*", Pattern.DOTALL);

  private static final Pattern LINEAR_REGION =
      Pattern.compile(
          "\\s*linear_region\\s*\\((.*)" + ("," + NUMBER).repeat(2) + "\\)\\s*", Pattern.DOTALL);

  private static final Pattern USES_X = Pattern.compile("\\bx\\b|\\b(pi|e)\\b|[*/^]");

  private static final Set<String> CONSTANTS = Set.of("x", "pi", "e");

  private static final Map<String, BuiltIn> BUILT_INS = index();

  private Activations() {}

  /** Every built-in activation, in the order of the documentation. */
  public static List<BuiltIn> all() {
    return List.copyOf(BUILT_INS.values());
  }

  /** The built-in of that name, if there is one. */
  public static Optional<BuiltIn> find(String name) {
    return Optional.ofNullable(BUILT_INS.get(name));
  }

  /**
   * Reads an activation.
   *
   * @param text a built-in name with parameters by position or by name, or an expression in x
   * @throws UnknownActivationException if the name is unknown
   * @throws ExpressionException if it is an expression with a mistake in it
   * @throws IllegalArgumentException if a parameter is missing, unknown or out of its domain
   */
  public static Activation parse(String text) {
    Matcher name = NAME.matcher(text);
    if (text.length() > ExpressionParser.LONGEST) {
      throw new ExpressionException(
          "an activation has at most " + ExpressionParser.LONGEST + " characters,", text, 0);
    }
    if (name.matches() && !CONSTANTS.contains(name.group(1))) {
      return lookUp(name.group(1)).withDefaults();
    }
    Matcher call = CALL.matcher(text);
    if (call.matches() && isBuiltInCall(call.group(1), call.group(2))) {
      return construct(lookUp(call.group(1)), call.group(2));
    }
    Matcher shaped = SHAPED.matcher(text);
    if (shaped.matches()) {
      return new ShapedActivation(
          parse(shaped.group(1)),
          Double.parseDouble(shaped.group(2)),
          Double.parseDouble(shaped.group(3)),
          Double.parseDouble(shaped.group(4)),
          Double.parseDouble(shaped.group(5)));
    }
    Matcher region = LINEAR_REGION.matcher(text);
    if (region.matches()) {
      return new LinearRegion(
          parse(region.group(1)),
          Double.parseDouble(region.group(2)),
          Double.parseDouble(region.group(3)));
    }
    return ExpressionActivation.parse(text);
  }

  /** Whether name(arguments) is a built-in with parameters, and not a function applied to x. */
  private static boolean isBuiltInCall(String name, String arguments) {
    boolean builtIn = BUILT_INS.containsKey(name);
    boolean misspelt = !builtIn && Spelling.nearest(name, BUILT_INS.keySet()).isPresent();
    boolean numeric =
        arguments.isBlank()
            || Arrays.stream(arguments.split(",", -1)).anyMatch(a -> ARGUMENT.matcher(a).matches());
    return !ExpressionParser.isElementary(name)
        && !USES_X.matcher(arguments).find()
        && (builtIn || (misspelt && numeric));
  }

  private static BuiltIn lookUp(String name) {
    return find(name)
        .orElseThrow(
            () -> new UnknownActivationException(name, Spelling.nearest(name, BUILT_INS.keySet())));
  }

  private static Activation construct(BuiltIn builtIn, String arguments) {
    List<Parameter> parameters = builtIn.parameters();
    double[] values = new double[parameters.size()];
    boolean[] given = new boolean[parameters.size()];
    String[] parts = arguments.isBlank() ? new String[0] : arguments.split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      Matcher argument = ARGUMENT.matcher(parts[i]);
      if (!argument.matches()) {
        throw new IllegalArgumentException(
            builtIn.name() + ": '" + parts[i].strip() + "' is not a number or name=number");
      }
      int position = argument.group(1) == null ? i : position(builtIn, argument.group(1));
      if (position >= values.length) {
        throw new IllegalArgumentException(
            builtIn.name()
                + " takes "
                + (values.length == 0 ? "no parameters" : "only " + builtIn.signature())
                + ", got "
                + parts.length
                + " values");
      }
      if (given[position]) {
        throw new IllegalArgumentException(
            builtIn.name() + ": " + parameters.get(position).name() + " is given twice");
      }
      given[position] = true;
      values[position] = Double.parseDouble(argument.group(2));
    }
    for (int i = 0; i < values.length; i++) {
      if (!given[i]) {
        values[i] = builtIn.defaultOf(parameters.get(i));
      }
      parameters.get(i).domain().check(builtIn.name(), parameters.get(i).name(), values[i]);
    }
    return builtIn.constructor().apply(values);
  }

  private static int position(BuiltIn builtIn, String name) {
    List<String> names = builtIn.parameters().stream().map(Parameter::name).toList();
    int position = names.indexOf(name);
    if (position < 0) {
      throw new IllegalArgumentException(
          builtIn.name()
              + " has no parameter '"
              + name
              + "'; "
              + (names.isEmpty() ? "it takes none" : "it takes " + builtIn.signature()));
    }
    return position;
  }

  private static Map<String, BuiltIn> index() {
    Map<String, BuiltIn> byName = new LinkedHashMap<>();
    for (BuiltIn builtIn : list()) {
      byName.put(builtIn.name(), builtIn);
    }
    return byName;
  }

  private static BuiltIn family(
      String name, String description, String formula, Function<double[], Activation> constructor) {
    return new BuiltIn(name, List.of(), description, formula, constructor);
  }

  private static List<BuiltIn> list() {
    List<BuiltIn> rectifiers =
        List.of(
            plain("identity", "the identity", "x", new LeakyRelu(1)),
            plain("relu", "rectifier", "max(x, 0)", new LeakyRelu(0)),
            family(
                    "leaky_relu",
                    "rectifier with a slope on the negative side",
                    "x for x >= 0, slope*x for x < 0",
                    p -> new LeakyRelu(p[0]))
                .with("slope", 0.01, FINITE),
            plain("abs", "absolute value", "|x|", new LeakyRelu(-1)),
            family(
                    "alpha_relu",
                    "power of the rectifier",
                    "max(x, 0)^alpha",
                    p -> new AlphaRelu(p[0]))
                .with("alpha", POSITIVE),
            family(
                    "tempered_relu",
                    "power of the rectifier with bounded derivatives",
                    "(x + epsilon)^alpha - epsilon^alpha for x > 0, else 0",
                    p -> new TemperedRelu(p[0], p[1]))
                .with("alpha", POSITIVE)
                .with("epsilon", POSITIVE));
    List<BuiltIn> smooth =
        List.of(
            plain("erf", "error function", "2/sqrt(pi) * integral of e^(-t^2), 0..x", new Erf()),
            plain("tanh", "hyperbolic tangent", "tanh(x)", new Tanh()),
            plain("sigmoid", "logistic function", "1/(1 + e^-x)", new Sigmoid()),
            plain("softplus", "softplus", "ln(1 + e^x)", new Softplus()),
            family(
                    "elu",
                    "exponential linear unit",
                    "x for x >= 0, alpha*(e^x - 1) for x < 0",
                    p -> new Elu(p[0]))
                .with("alpha", 1, FINITE),
            family(
                    "selu",
                    "scaled exponential linear unit",
                    "scale*x for x >= 0, scale*alpha*(e^x - 1) for x < 0",
                    p -> new Selu(p[0], p[1]))
                .with("alpha", Selu.DEFAULT_ALPHA, FINITE)
                .with("scale", Selu.DEFAULT_SCALE, NOT_ZERO),
            family(
                    "celu",
                    "continuously differentiable exponential linear unit",
                    "x for x >= 0, alpha*(e^(x/alpha) - 1) for x < 0",
                    p -> new Celu(p[0]))
                .with("alpha", 1, POSITIVE),
            family("swish", "swish, SiLU", "x*sigmoid(beta*x)", p -> new Swish(p[0]))
                .with("beta", 1, FINITE),
            plain("gelu", "Gaussian error linear unit", "x*Phi(x)", new Gelu()),
            plain(
                "gelu_tanh",
                "tanh approximation of GELU",
                "x/2*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))",
                new GeluTanh()),
            plain("mish", "mish", "x*tanh(softplus(x))", new Mish()),
            plain("softsign", "softsign", "x/(1 + |x|)", new Softsign()),
            plain("atan", "arc tangent", "atan(x)", new Arctangent()),
            plain("asinh", "inverse hyperbolic sine", "asinh(x)", new InverseHyperbolicSine()),
            plain("bentid", "bent identity", "(sqrt(x^2 + 1) - 1)/2 + x", new BentIdentity()),
            plain("sin", "sine", "sin(x)", new Sine()),
            plain("cos", "cosine", "cos(x)", new Cosine()),
            plain("exp", "exponential", "e^x", new Exponential()),
            plain("gaussian", "Gaussian", "e^(-x^2)", new Gaussian()),
            plain("square", "square", "x^2", new Monomial(2)),
            family("monomial", "monomial", "x^n", p -> new Monomial((int) p[0])).with("n", DEGREE),
            family(
                    "hermite",
                    "normalised probabilists' Hermite polynomial",
                    "He_n(x)/sqrt(n!)",
                    p -> new Hermite((int) p[0]))
                .with("n", DEGREE));
    List<BuiltIn> piecewise =
        List.of(
            plain("step", "unit step", "1 for x >= 0, else 0", new Step()),
            plain("sign", "sign", "-1, 0 or 1", new Sign()),
            plain("hard_tanh", "hard tanh", "clip(x, -1, 1)", new HardTanh(1, 1)),
            plain("hard_sigmoid", "hard sigmoid", "clip(x/6 + 1/2, 0, 1)", new HardSigmoid()),
            plain("hard_swish", "hard swish", "x*clip(x + 3, 0, 6)/6", new HardSwish()),
            plain("relu6", "rectifier clipped at 6", "clip(x, 0, 6)", new Relu6()),
            family(
                    "shtanh",
                    "scaled-bounded: hard tanh",
                    "clip(k*x, -a*k, a*k)",
                    p -> new HardTanh(p[0], p[1]))
                .with("a", 1, POSITIVE)
                .with("k", 1, NOT_ZERO),
            family(
                    "ssine",
                    "scaled-bounded: sine tail",
                    "x up to a, a - 1 + cos(x - a) beyond; odd",
                    p -> new BoundedSine(p[0]))
                .with("a", 1, POSITIVE),
            family(
                    "sexp",
                    "scaled-bounded: exponential tail",
                    "x up to a, a - 1 + e^(a - x) beyond; odd",
                    p -> new BoundedExponential(p[0]))
                .with("a", 1, POSITIVE),
            family(
                    "ssaw",
                    "scaled-bounded: saw tooth",
                    "x up to a, 2a - x up to 2a, 0 beyond; odd",
                    p -> new BoundedSaw(p[0]))
                .with("a", 1, POSITIVE));
    List<BuiltIn> all = new ArrayList<>();
    Arrays.asList(rectifiers, smooth, piecewise).forEach(all::addAll);
    return all;
  }
}
