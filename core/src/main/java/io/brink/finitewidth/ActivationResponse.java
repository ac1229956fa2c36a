package io.brink.finitewidth;

import static io.brink.finitewidth.MomentMatrix.AA;
import static io.brink.finitewidth.MomentMatrix.AE;
import static io.brink.finitewidth.MomentMatrix.EE;
import static io.brink.finitewidth.MomentMatrix.ORDER;
import static io.brink.finitewidth.MomentMatrix.at;

import io.brink.activation.Activation;
import io.brink.expectation.GaussianExpectation;
import io.brink.expectation.GaussianRule;
import io.brink.expectation.PlaneRule;

/**
 * What one activation does to fluctuations at one pair (q₁, q₂, θ): how the moments of its output
 * follow those of its input, and what scatter is left.
 *
 * <p>With u = a/cos(θ/2) and v = e independent standard normal, and P one of the five moments of
 * the output as a function of (u, v), everything is an expectation of P or of a product of two,
 * with a Hermite polynomial of u and v: no derivative of the activation is taken.
 */
final class ActivationResponse {

  /** Below this angle, and this relative difference of lengths, x − y is taken to first order. */
  static final double NEARLY_EQUAL = 1e-6;

  private static final int FOURTHS = 5;

  /** Roots and weights of the Hermite polynomial of degree 4: exact for degree 7 in v. */
  private static final double INNER_NODE = Math.sqrt(3 - Math.sqrt(6));

  private static final double OUTER_NODE = Math.sqrt(3 + Math.sqrt(6));
  private static final double[] NODES = {-OUTER_NODE, -INNER_NODE, INNER_NODE, OUTER_NODE};
  private static final double INNER_WEIGHT = 1 / (4 * (3 - Math.sqrt(6)));
  private static final double OUTER_WEIGHT = 1 / (4 * (3 + Math.sqrt(6)));
  private static final double[] WEIGHTS = {OUTER_WEIGHT, INNER_WEIGHT, INNER_WEIGHT, OUTER_WEIGHT};

  /** Means of the output's a and e. */
  final double meanA;

  final double meanE;

  /** 1 − c of the output, as the rule gives it. */
  final double gap;

  /** Derivative of the output's moments with respect to the input's. */
  final double[] jacobian = MomentMatrix.zero();

  /** Covariance per unit of what of the output's moments the input's five moments do not fix. */
  final double[] remainder = MomentMatrix.zero();

  /** Raw third moments E a³, a²e, ae², e³ of the output. */
  final double[] third;

  /** Raw fourth moments E a⁴, a³e, a²e², ae³, e⁴ of the output. */
  final double[] fourth;

  /**
   * Row by output moment: E P·He₄₀, He₃₁, He₂₂, He₁₃, He₀₄ over the powers of cos(θ/2), from which
   * second derivatives follow.
   */
  private final double[] curvature = new double[ORDER * FOURTHS];

  private ActivationResponse(Samples samples, double angle) {
    int n = samples.n;
    double[] u = samples.u;
    double[] v = samples.v;
    double[] w = samples.w;
    double[] p0 = samples.a;
    double[] p1 = samples.e;
    gap = samples.gap;
    double[] mean = new double[ORDER];
    double[] square = MomentMatrix.zero();
    double[] first = new double[2 * ORDER];
    double[] second = new double[3 * ORDER];
    double[] p = new double[ORDER];
    double[] h = new double[FOURTHS];
    for (int i = 0; i < n; i++) {
      double x = u[i];
      double y = v[i];
      double x2 = x * x;
      double y2 = y * y;
      p[0] = p0[i];
      p[1] = p1[i];
      p[2] = p[0] * p[0];
      p[3] = p[0] * p[1];
      p[4] = p[1] * p[1];
      h[0] = x2 * (x2 - 6) + 3;
      h[1] = x * (x2 - 3) * y;
      h[2] = (x2 - 1) * (y2 - 1);
      h[3] = x * y * (y2 - 3);
      h[4] = y2 * (y2 - 6) + 3;
      for (int k = 0; k < ORDER; k++) {
        double t = w[i] * p[k];
        mean[k] += t;
        first[2 * k] += t * x;
        first[2 * k + 1] += t * y;
        second[3 * k] += t * (x2 - 1);
        second[3 * k + 1] += t * x * y;
        second[3 * k + 2] += t * (y2 - 1);
        for (int l = 0; l <= k; l++) {
          square[at(k, l)] += t * p[l];
        }
        for (int l = 0; l < FOURTHS; l++) {
          curvature[FOURTHS * k + l] += t * h[l];
        }
      }
    }
    meanA = mean[0];
    meanE = mean[1];
    third = new double[] {square[at(2, 0)], square[at(2, 1)], square[at(4, 0)], square[at(4, 1)]};
    fourth =
        new double[] {
          square[at(2, 2)], square[at(3, 2)], square[at(3, 3)], square[at(4, 3)], square[at(4, 4)]
        };
    double c = Math.cos(angle / 2);
    // at θ = π the inputs are opposite: a is 0 and does not fluctuate
    double inverse = c < 1e-8 ? 0 : 1 / c;
    for (int k = 0; k < ORDER; k++) {
      jacobian[at(k, 0)] = first[2 * k] * inverse;
      jacobian[at(k, 1)] = first[2 * k + 1];
      jacobian[at(k, AA)] = 0.5 * second[3 * k] * inverse * inverse;
      jacobian[at(k, AE)] = second[3 * k + 1] * inverse;
      jacobian[at(k, EE)] = 0.5 * second[3 * k + 2];
      double power = 1;
      for (int l = FOURTHS - 1; l >= 0; l--) {
        curvature[FOURTHS * k + l] *= power;
        power *= inverse;
      }
      for (int l = 0; l <= k; l++) {
        double rest =
            square[at(k, l)]
                - mean[k] * mean[l]
                - first[2 * k] * first[2 * l]
                - first[2 * k + 1] * first[2 * l + 1]
                - 0.5 * second[3 * k] * second[3 * l]
                - second[3 * k + 1] * second[3 * l + 1]
                - 0.5 * second[3 * k + 2] * second[3 * l + 2];
        remainder[at(k, l)] = k == l ? Math.max(0, rest) : rest;
        remainder[at(l, k)] = remainder[at(k, l)];
      }
    }
  }

  /**
   * Half the second derivative of the output's expected moments, contracted with a covariance of
   * the law's second moments.
   *
   * @param c covariance of the moments of the input; only those of second order count
   */
  double[] secondOrder(double[] c) {
    double[] result = new double[ORDER];
    for (int k = 0; k < ORDER; k++) {
      int row = FOURTHS * k;
      result[k] =
          0.125
              * (c[at(AA, AA)] * curvature[row]
                  + 4 * c[at(AA, AE)] * curvature[row + 1]
                  + (2 * c[at(AA, EE)] + 4 * c[at(AE, AE)]) * curvature[row + 2]
                  + 4 * c[at(AE, EE)] * curvature[row + 3]
                  + c[at(EE, EE)] * curvature[row + 4]);
    }
    return result;
  }

  /** Whether {@link #of} can resolve the pair: a jump between inputs that all but agree is not. */
  static boolean resolves(GaussianExpectation expectation, double q1, double q2, double angle) {
    return !nearlyEqual(q1, q2, angle)
        || !jumps(expectation.activation())
        || PlaneRule.isHomogeneous(expectation.activation());
  }

  private static boolean jumps(Activation activation) {
    return activation.breakpoints().stream().anyMatch(b -> b.valueJump() != 0);
  }

  private static boolean nearlyEqual(double q1, double q2, double angle) {
    return angle < NEARLY_EQUAL && Math.abs(q1 - q2) < NEARLY_EQUAL * q1;
  }

  /** The response at preactivation variances q₁, q₂ &gt; 0 and angle θ. */
  static ActivationResponse of(
      GaussianExpectation expectation, double q1, double q2, double angle) {
    Samples samples =
        nearlyEqual(q1, q2, angle) && !jumps(expectation.activation())
            ? Samples.nearlyEqual(expectation, q1, q2, angle)
            : Samples.of(PlaneRule.of(expectation, q1, q2, angle));
    return new ActivationResponse(samples, angle);
  }

  /**
   * A rule in the plane with the output's a = (φ̂₁ + φ̂₂)/2 and e = (φ̂₁ − φ̂₂)/√(2 gap), φ̂ =
   * φ/√V.
   */
  private record Samples(
      int n, double[] u, double[] v, double[] w, double[] a, double[] e, double gap) {

    static Samples of(PlaneRule rule) {
      int n = rule.size();
      double[] w = rule.weights();
      double v1 = 0;
      double v2 = 0;
      for (int i = 0; i < n; i++) {
        v1 += w[i] * rule.first()[i] * rule.first()[i];
        v2 += w[i] * rule.second()[i] * rule.second()[i];
      }
      double scale1 = v1 > 0 ? 1 / Math.sqrt(v1) : 0;
      double scale2 = v2 > 0 ? 1 / Math.sqrt(v2) : 0;
      double[] a = new double[n];
      double[] e = new double[n];
      for (int i = 0; i < n; i++) {
        double y1 = rule.first()[i] * scale1;
        double y2 = rule.second()[i] * scale2;
        a[i] = 0.5 * (y1 + y2);
        e[i] = y1 - y2;
      }
      return new Samples(n, rule.u(), rule.v(), w, a, e, normalise(n, w, e));
    }

    /** Scales e to mean square 1 and returns ½E e² as it was. */
    private static double normalise(int n, double[] w, double[] e) {
      double square = 0;
      for (int i = 0; i < n; i++) {
        square += w[i] * e[i] * e[i];
      }
      double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
      for (int i = 0; i < n; i++) {
        e[i] *= scale;
      }
      return square / 2;
    }

    /** φ(x) − φ(y) to first order in x − y. */
    static Samples nearlyEqual(
        GaussianExpectation expectation, double q1, double q2, double angle) {
      double s = Math.sqrt(q1);
      GaussianRule rule = expectation.rule(s, 0);
      int m = rule.size();
      double[] value = new double[m];
      double[] slope = new double[m];
      expectation.activation().evaluate(m, rule.points(), value, slope, null);
      double variance = 0;
      double elasticity = 0;
      for (int i = 0; i < m; i++) {
        variance += rule.weights()[i] * value[i] * value[i];
        elasticity += rule.weights()[i] * value[i] * slope[i] * rule.nodes()[i];
      }
      double root = Math.sqrt(variance);
      double distance = 2 * s * Math.sin(angle / 2);
      double spread = q1 == q2 ? 0 : (q1 - q2) / (s + Math.sqrt(q2));
      if (distance == 0 && spread == 0) {
        // the limit of equal lengths and a vanishing angle
        distance = s;
      }
      int n = m * NODES.length;
      double[] u = new double[n];
      double[] v = new double[n];
      double[] w = new double[n];
      double[] a = new double[n];
      double[] e = new double[n];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < NODES.length; j++) {
          int k = NODES.length * i + j;
          u[k] = rule.nodes()[i];
          v[k] = NODES[j];
          w[k] = rule.weights()[i] * WEIGHTS[j];
          a[k] = value[i] / root;
          double alongLength = slope[i] * u[k] - value[i] * (elasticity / variance);
          e[k] = (slope[i] * distance * v[k] + alongLength * spread) / root;
        }
      }
      return new Samples(n, u, v, w, a, e, normalise(n, w, e));
    }
  }
}
