package io.brink.expectation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;

/**
 * The moments of a pair away from correlation ±1 from one-dimensional samples of f and g alone.
 *
 * <p>With r² = |c| and s² = 1 − |c|,
 *
 * <pre>x = √q₁(t + sξ),  y = √q₂(±t + sη),  t ~ N(0, r²),</pre>
 *
 * ξ, η standard normal, the sign that of c. Given t, x and y are independent, so that with F(t) =
 * E[f(x)|t] and G(t) = E[g(y)|±t]
 *
 * <pre>
 *   E f(x)g(y) = E F(t)G(±t),
 *   ½E(a f(x) − b g(y))² = ½E[a² Var(f(x)|t) + b² Var(g(y)|±t) + (a F(t) − b G(±t))²],
 * </pre>
 *
 * the latter a sum of positive terms. F and G are means under N(t, s²) of functions whose samples
 * do not depend on t. They are smooth on the scale s, whatever f and g are: the integrand over t,
 * with the density, is a Gaussian average of variance v = 1/(2/s² + 1/r²), and the trapezoidal rule
 * of step h leaves e^{−2π²v/h²} of it.
 */
final class ConditionalPair {
  /** e^{−2π²v/h²} = 4·10⁻¹⁸. */
  private static final double STEP = 0.7;

  private final PairSampler owner;
  private final double angle;
  private final ConditionalSide first;
  private final ConditionalSide second;
  private final ConditionalSide.Centres centresX;
  private final ConditionalSide.Centres centresY;
  private final double step;
  private final double r;
  private final int half;
  private final boolean reflected;
  private final EnumMap<DerivativeOrder, ConditionalSide.Rows> rowsX =
      new EnumMap<>(DerivativeOrder.class);
  private final EnumMap<DerivativeOrder, ConditionalSide.Rows> rowsY =
      new EnumMap<>(DerivativeOrder.class);

  /**
   * @param owner for whom
   * @param first samples of f
   * @param second samples of g, the same object where x and y have one law
   * @param angle θ in (0, π)
   * @param reach how far t may go, in its standard deviation
   * @param reachX how far x may go from √q₁t, in s
   * @param reachY the same for y
   */
  ConditionalPair(
      PairSampler owner,
      ConditionalSide first,
      ConditionalSide second,
      double angle,
      double reach,
      double reachX,
      double reachY) {
    this.owner = owner;
    this.angle = angle;
    this.first = first;
    this.second = second;
    reflected = angle > Math.PI / 2;
    double small = reflected ? PairSampler.supplement(angle) : angle;
    double s = Math.sqrt(2) * Math.sin(small / 2);
    r = Math.sqrt(Math.max(0, Math.cos(small)));
    double variance = r == 0 ? 0 : 1 / (2 / (s * s) + 1 / (r * r));
    step = STEP * Math.sqrt(variance);
    half = step == 0 ? 0 : (int) Math.ceil(reach * r / step);
    centresX = new ConditionalSide.Centres(half, step, s, reachX);
    centresY = new ConditionalSide.Centres(half, step, s, reachY);
  }

  /** Whether this is the pair of that sampler at that angle. */
  boolean serves(PairSampler sampler, double anAngle) {
    return owner == sampler && angle == anAngle;
  }

  /**
   * The work that a pair takes: rows times nodes in a row.
   *
   * @param extent length of the range of z that counts
   * @param reach how far t and ξ may go
   * @param spacing distance of nodes
   * @param fine number of nodes that are nearer
   */
  static double cost(double angle, double extent, double reach, double spacing, double fine) {
    double small = Math.min(angle, Math.PI - angle);
    double s = Math.sqrt(2) * Math.sin(small / 2);
    double r = Math.sqrt(Math.cos(small));
    double step = STEP / Math.sqrt(2 / (s * s) + 1 / (r * r));
    double rows = Math.min(2 * reach * r, extent + 2 * reach * s) / step;
    return rows * (Math.min(2 * reach * s, extent) / spacing + fine);
  }

  /**
   * The rows of both. Who asks for a second order at one angle asks for the third as well, and the
   * density serves them all.
   */
  private synchronized void prepare(DerivativeOrder order) {
    if (rowsX.containsKey(order)) {
      return;
    }
    List<DerivativeOrder> orders =
        rowsX.isEmpty()
            ? List.of(order)
            : Arrays.stream(DerivativeOrder.values()).filter(o -> !rowsX.containsKey(o)).toList();
    ConditionalSide.Rows[] x = first.rows(orders, centresX);
    ConditionalSide.Rows[] y = first == second ? x : second.rows(orders, centresY);
    for (int o = 0; o < x.length; o++) {
      rowsX.put(orders.get(o), x[o]);
      rowsY.put(orders.get(o), y[o]);
    }
  }

  private double weight(int i) {
    double t = (i - half) * (step / r);
    return half == 0 ? 1 : step / r * GaussianExpectation.density(t);
  }

  /** The row of G that goes with row i of F. */
  private int partner(int i) {
    return reflected ? 2 * half - i : i;
  }

  /** A sum over rows with the error of the rule. */
  private static final class Sum {
    private double value;
    private double magnitude;
    private double difference;
    private double error;

    void add(int i, double weight, double term, double size, double bound) {
      double weighted = weight * term;
      value += weighted;
      magnitude += weight * size;
      difference += (i & 1) == 0 ? weighted : -weighted;
      error += weight * bound;
    }

    Estimate estimate() {
      if (!(magnitude < Double.POSITIVE_INFINITY)) {
        return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
      }
      // the rule of twice the step has the fourth root of the error
      double part = magnitude == 0 ? 0 : Math.abs(difference) / magnitude;
      double truncation = 10 * magnitude * (part * part) * (part * part);
      return new Estimate(value, error + truncation + Rounding.bound(Math.abs(value)));
    }
  }

  /** E f⁽ᵏ⁾(x)g⁽ᵏ⁾(y) without point masses. */
  Estimate covariance(DerivativeOrder order) {
    prepare(order);
    ConditionalSide.Rows f = rowsX.get(order);
    ConditionalSide.Rows g = rowsY.get(order);
    Sum sum = new Sum();
    for (int i = f.begin; i < f.end; i++) {
      int j = partner(i);
      double a = f.mean[i];
      double b = g.mean[j];
      sum.add(
          i,
          weight(i),
          a * b,
          f.size[i] * g.size[j],
          Math.abs(a) * g.error[j] + Math.abs(b) * f.error[i]);
    }
    return sum.estimate();
  }

  /** ½E(a f(x) − b g(y))² with a = level + imbalance/2, b = level − imbalance/2. */
  Estimate gap(double level, double imbalance) {
    prepare(DerivativeOrder.VALUE);
    ConditionalSide.Rows f = rowsX.get(DerivativeOrder.VALUE);
    ConditionalSide.Rows g = rowsY.get(DerivativeOrder.VALUE);
    double a = level + 0.5 * imbalance;
    double b = level - 0.5 * imbalance;
    boolean equal = first == second && !reflected && imbalance == 0;
    Sum sum = new Sum();
    for (int i = f.begin; i < f.end; i++) {
      int j = partner(i);
      double term = a * a * f.variance[i] + b * b * g.variance[j];
      double bound = a * a * f.varianceError[i] + b * b * g.varianceError[j];
      if (!equal) {
        double difference =
            level * (f.mean[i] - g.mean[j]) + 0.5 * imbalance * (f.mean[i] + g.mean[j]);
        term += difference * difference;
        bound += 2 * Math.abs(difference) * (Math.abs(a) * f.error[i] + Math.abs(b) * g.error[j]);
      }
      sum.add(i, weight(i), 0.5 * term, 0.5 * term, 0.5 * bound);
    }
    return sum.estimate();
  }
}
