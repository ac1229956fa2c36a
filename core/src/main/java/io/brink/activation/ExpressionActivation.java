package io.brink.activation;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An activation given as an expression in x, such as {@code x*sigmoid(1.702*x)}.
 *
 * <p>φ′ and φ″ are exact but for rounding, by automatic differentiation. Kinks and jumps are found
 * from the tree ({@link #breakpoints}): where the argument of abs, relu, sign, step, a kinked
 * built-in or a fractional power crosses the kink and where the sides of max and min cross, on
 * [−10⁴, 10⁴], for crossings that are apart by more than 10⁻⁴ near 0 and 10⁻³|x| farther out.
 * Parity and growth are estimated from values: a parity is claimed if it holds to 10⁻¹³ at 60
 * points, growth is a bound that is conservative for every function that does not outgrow an
 * exponential; faster growth is taken as the largest rate seen. Homogeneity is read from the tree.
 */
public final class ExpressionActivation implements Activation {

  private static final double NEAR = 10;
  private static final double FAR = 1e4;

  private final Expression expression;
  private final List<Breakpoint> breakpoints;
  private final double[] locations;
  private final double[][] limitsFromTheRight;
  private final Parity parity;
  private final Growth growth;
  private final OptionalDouble homogeneityDegree;

  private ExpressionActivation(Expression expression, String text) {
    this.expression = expression;
    breakpoints = KinkFinder.find(expression);
    // not −0, which a binary search tells from 0
    locations = breakpoints.stream().mapToDouble(b -> b.location() + 0.0).toArray();
    limitsFromTheRight = new double[breakpoints.size()][];
    for (int i = 0; i < limitsFromTheRight.length; i++) {
      double k = breakpoints.get(i).location();
      OneSidedJet right = OneSidedJet.of(expression, k, k + 1e-7 * Math.max(1, Math.abs(k)));
      limitsFromTheRight[i] = new double[] {right.derivative(), right.secondDerivative()};
    }
    checkFinite(text);
    parity = ExpressionSampling.parity(this);
    growth = ExpressionSampling.growth(this);
    // a power that is analytic at 0 is an integer one, whose polynomial needs no help
    homogeneityDegree =
        breakpoints.isEmpty() ? OptionalDouble.empty() : Homogeneity.degree(expression);
  }

  /**
   * Reads an expression.
   *
   * @param text an expression in x: numbers, pi, e, + − * / ^, parentheses, the functions exp, log,
   *     log1p, expm1, sqrt, sin, cos, tan, sinh, cosh, erfc, max, min and every built-in activation
   *     by its name, with parameters behind the argument: {@code elu(2*x, 0.5)}
   * @throws ExpressionException if it cannot be read, or is not finite on [−10, 10], or not a
   *     number somewhere on [−10⁴, 10⁴]
   */
  public static ExpressionActivation parse(String text) {
    return new ExpressionActivation(ExpressionParser.parse(text), text.strip());
  }

  private void checkFinite(String text) {
    double[] x = ExpressionSampling.outwards(FAR);
    int n = x.length;
    double[] value = new double[n];
    double[] derivative = new double[n];
    double[] second = new double[n];
    evaluate(n, x, value, derivative, second);
    for (int i = 0; i < n; i++) {
      boolean wrong = Math.abs(x[i]) <= NEAR ? !Double.isFinite(value[i]) : Double.isNaN(value[i]);
      if (wrong) {
        throw new ExpressionException(
            "an activation must be finite on the real line, but it is "
                + value[i]
                + " at x = "
                + CanonicalName.number(x[i])
                + ": value",
            text,
            0);
      }
      if (Double.isNaN(derivative[i]) || Double.isNaN(second[i])) {
        throw new ExpressionException(
            "the derivatives cannot be computed at x = "
                + CanonicalName.number(x[i])
                + " (an overflow in a part): value",
            text,
            0);
      }
    }
  }

  /** The tree. */
  public Expression expression() {
    return expression;
  }

  @Override
  public String name() {
    return ExpressionPrinter.print(expression);
  }

  @Override
  public double value(double x) {
    return ExpressionEvaluator.value(expression, x);
  }

  @Override
  public double derivative(double x) {
    double[] result = new double[1];
    evaluate(1, new double[] {x}, null, result, null);
    return result[0];
  }

  @Override
  public double secondDerivative(double x) {
    double[] result = new double[1];
    evaluate(1, new double[] {x}, null, null, result);
    return result[0];
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    ExpressionEvaluator.evaluate(expression, n, x, value, derivative, secondDerivative);
    if (locations.length == 0 || (derivative == null && secondDerivative == null)) {
      return;
    }
    for (int i = 0; i < n; i++) {
      int k = Arrays.binarySearch(locations, x[i] + 0.0);
      if (k >= 0) {
        if (derivative != null) {
          derivative[i] = limitsFromTheRight[k][0];
        }
        if (secondDerivative != null) {
          secondDerivative[i] = limitsFromTheRight[k][1];
        }
      }
    }
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return breakpoints;
  }

  @Override
  public Parity parity() {
    return parity;
  }

  @Override
  public Growth growth() {
    return growth;
  }

  @Override
  public OptionalDouble homogeneityDegree() {
    return homogeneityDegree;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExpressionActivation that && expression.equals(that.expression);
  }

  @Override
  public int hashCode() {
    return expression.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
