package io.brink.expectation;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.Growth;
import io.brink.activation.Parity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** Plain activations, written independently of the built-in ones. */
record TestActivation(
    String name,
    DoubleUnaryOperator f,
    DoubleUnaryOperator df,
    DoubleUnaryOperator ddf,
    Growth growth,
    Parity parity,
    List<Breakpoint> breakpoints)
    implements Activation {

  static final Map<String, TestActivation> ALL = new TreeMap<>();

  @Override
  public double value(double x) {
    return f.applyAsDouble(x);
  }

  @Override
  public double derivative(double x) {
    return df.applyAsDouble(x);
  }

  @Override
  public double secondDerivative(double x) {
    return ddf.applyAsDouble(x);
  }

  private static final Growth BOUNDED = new Growth.Bounded(2);
  private static final Growth LINEAR = new Growth.Polynomial(1);

  private static void add(
      String name,
      Growth growth,
      Parity parity,
      DoubleUnaryOperator f,
      DoubleUnaryOperator df,
      DoubleUnaryOperator ddf,
      Breakpoint... breakpoints) {
    ALL.put(name, new TestActivation(name, f, df, ddf, growth, parity, List.of(breakpoints)));
  }

  private static double sech2(double x) {
    double c = Math.cosh(Math.min(300, Math.abs(x)));
    return 1 / (c * c);
  }

  private static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  private static double slope(double x) {
    double e = Math.exp(-Math.abs(x));
    return e / ((1 + e) * (1 + e));
  }

  static {
    add("tanh", BOUNDED, Parity.ODD, Math::tanh, TestActivation::sech2,
        x -> -2 * Math.tanh(x) * sech2(x));
    add("sigmoid", BOUNDED, Parity.NONE, TestActivation::sigmoid, TestActivation::slope,
        x -> -slope(x) * Math.tanh(x / 2));
    add("softplus", LINEAR, Parity.NONE,
        x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), TestActivation::sigmoid,
        TestActivation::slope);
    add("swish", LINEAR, Parity.NONE, x -> x * sigmoid(x), x -> sigmoid(x) + x * slope(x),
        x -> slope(x) * (2 - x * Math.tanh(x / 2)));
    add("softsign", BOUNDED, Parity.ODD, x -> x / (1 + Math.abs(x)),
        x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))),
        x -> (x < 0 ? 2 : -2) / Math.pow(1 + Math.abs(x), 3), new Breakpoint(0, 0, 0, -4));
    add("atan", BOUNDED, Parity.ODD, Math::atan, x -> 1 / (1 + x * x),
        x -> -2 * x / ((1 + x * x) * (1 + x * x)));
    add("asinh", LINEAR, Parity.ODD,
        x -> Math.copySign(Math.log1p(Math.abs(x) + x * x / (1 + Math.sqrt(1 + x * x))), x),
        x -> 1 / Math.sqrt(1 + x * x), x -> -x / Math.pow(1 + x * x, 1.5));
    add("bentid", LINEAR, Parity.NONE, x -> x + x * x / (Math.sqrt(x * x + 1) + 1) / 2,
        x -> 1 + x / Math.sqrt(1 + x * x) / 2, x -> 0.5 / Math.pow(1 + x * x, 1.5));
    add("sin", BOUNDED, Parity.ODD, Math::sin, Math::cos, x -> -Math.sin(x));
    add("cos", BOUNDED, Parity.EVEN, Math::cos, x -> -Math.sin(x), x -> -Math.cos(x));
    add("gaussian", BOUNDED, Parity.EVEN, x -> Math.exp(-x * x), x -> -2 * x * Math.exp(-x * x),
        x -> (4 * x * x - 2) * Math.exp(-x * x));
    add("relu", LINEAR, Parity.NONE, x -> Math.max(x, 0), x -> x >= 0 ? 1 : 0, x -> 0,
        Breakpoint.kink(0, 1));
    add("identity", LINEAR, Parity.ODD, x -> x, x -> 1, x -> 0);
    add("abs", LINEAR, Parity.EVEN, Math::abs, x -> x >= 0 ? 1 : -1, x -> 0, Breakpoint.kink(0, 2));
    double alpha = 1.6732632423543772848170429916717;
    double scale = 1.0507009873554804934193349852946;
    add("selu", LINEAR, Parity.NONE, x -> scale * (x >= 0 ? x : alpha * Math.expm1(x)),
        x -> scale * (x >= 0 ? 1 : alpha * Math.exp(x)),
        x -> x >= 0 ? 0 : scale * alpha * Math.exp(x),
        new Breakpoint(0, 0, scale * (1 - alpha), -scale * alpha));
    add("elu", LINEAR, Parity.NONE, x -> x >= 0 ? x : Math.expm1(x), x -> x >= 0 ? 1 : Math.exp(x),
        x -> x >= 0 ? 0 : Math.exp(x), new Breakpoint(0, 0, 0, -1));
    add("step", BOUNDED, Parity.NONE, x -> x >= 0 ? 1 : 0, x -> 0, x -> 0,
        new Breakpoint(0, 1, 0, 0));
    add("sign", BOUNDED, Parity.ODD, Math::signum, x -> 0, x -> 0, new Breakpoint(0, 2, 0, 0));
    add("hard_tanh", BOUNDED, Parity.ODD, x -> Math.clamp(x, -1, 1),
        x -> x >= -1 && x < 1 ? 1 : 0, x -> 0, Breakpoint.kink(-1, 1), Breakpoint.kink(1, -1));
    add("shtanh", BOUNDED, Parity.ODD, x -> Math.clamp(x, -1, 1), x -> x >= -1 && x < 1 ? 1 : 0,
        x -> 0, Breakpoint.kink(-1, 1), Breakpoint.kink(1, -1));
    add("hard_swish", LINEAR, Parity.NONE, x -> x * Math.clamp(x + 3, 0, 6) / 6,
        x -> x < -3 ? 0 : x < 3 ? (2 * x + 3) / 6 : 1, x -> x >= -3 && x < 3 ? 1 / 3.0 : 0,
        new Breakpoint(-3, 0, -0.5, 1 / 3.0), new Breakpoint(3, 0, -0.5, -1 / 3.0));
    add("relu6", BOUNDED, Parity.NONE, x -> Math.clamp(x, 0, 6), x -> x >= 0 && x < 6 ? 1 : 0,
        x -> 0, Breakpoint.kink(0, 1), Breakpoint.kink(6, -1));
    add("ssine", LINEAR, Parity.ODD,
        x -> Math.abs(x) <= 1 ? x : Math.signum(x) * Math.cos(Math.abs(x) - 1),
        x -> Math.abs(x) <= 1 ? 1 : -Math.sin(Math.abs(x) - 1),
        x -> Math.abs(x) <= 1 ? 0 : -Math.signum(x) * Math.cos(Math.abs(x) - 1),
        Breakpoint.kink(-1, 1), Breakpoint.kink(1, -1));
    add("sexp", BOUNDED, Parity.ODD,
        x -> Math.abs(x) <= 1 ? x : Math.copySign(Math.exp(1 - Math.abs(x)), x),
        x -> Math.abs(x) <= 1 ? 1 : -Math.exp(1 - Math.abs(x)),
        x -> Math.abs(x) <= 1 ? 0 : Math.copySign(Math.exp(1 - Math.abs(x)), x),
        new Breakpoint(-1, 0, 2, 1), new Breakpoint(1, 0, -2, 1));
    add("ssaw", BOUNDED, Parity.ODD,
        x -> Math.abs(x) <= 1 ? x : Math.copySign(Math.max(0, 2 - Math.abs(x)), x),
        x -> x < -2 ? 0 : x < -1 ? -1 : x < 1 ? 1 : x < 2 ? -1 : 0, x -> 0,
        Breakpoint.kink(-2, -1), Breakpoint.kink(-1, 2), Breakpoint.kink(1, -2),
        Breakpoint.kink(2, 1));
    add("exp", new Growth.Exponential(1), Parity.NONE, Math::exp, Math::exp, Math::exp);
    add("square", new Growth.Polynomial(2), Parity.EVEN, x -> x * x, x -> 2 * x, x -> 2);
    add("alpha_relu(0.75)", LINEAR, Parity.NONE, x -> x > 0 ? Math.pow(x, 0.75) : 0,
        x -> x > 0 ? 0.75 * Math.pow(x, -0.25) : 0,
        x -> x > 0 ? -0.25 * 0.75 * Math.pow(x, -1.25) : 0,
        new Breakpoint(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    add("alpha_relu(1.5)", new Growth.Polynomial(1.5), Parity.NONE,
        x -> x > 0 ? Math.pow(x, 1.5) : 0, x -> x > 0 ? 1.5 * Math.sqrt(x) : 0,
        x -> x > 0 ? 0.75 / Math.sqrt(x) : 0,
        new Breakpoint(0, 0, 0, Double.POSITIVE_INFINITY));
    add("monomial(5)", new Growth.Polynomial(5), Parity.ODD, x -> Math.pow(x, 5),
        x -> 5 * Math.pow(x, 4), x -> 20 * Math.pow(x, 3));
  }
}
