package io.brink.linearregion;

import io.brink.activation.Activation;
import io.brink.bounds.CorrelationLayer;
import io.brink.expectation.GaussianExpectation;
import io.brink.expectation.GaussianRule;
import io.brink.internal.solve.Bracket;
import java.util.List;

/**
 * A scaled-bounded activation at its edge of chaos for a given bias variance (LIN, lemma 3.1): q*
 * is a fixed point of W(q) = σ_b² + V(q)/E φ′², σ_w² = 1/E φ′².
 *
 * <p>Where the linear region holds most of a preactivation, a/√q* &gt; ½, all figures are made of
 * integrals over the tails |x| &gt; a alone, where φ differs from x, and elsewhere of integrals of
 * φ; so they keep their digits however little there is of either: relative accuracy 10⁻¹¹ where the
 * spread is above 10⁻¹⁸.
 *
 * @param activation φ
 * @param halfWidth a
 * @param biasVariance σ_b²
 * @param weightVariance σ_w²
 * @param preactivationVariance q*
 * @param correlationShift R(0) = σ_b²/q*, the largest R(ρ) − ρ on [0, 1] (lemma 3.3)
 * @param spread μ₂/μ₁² − 1, the variance of the squared singular values of an orthogonal network's
 *     Jacobian per layer
 * @param slopeAtZero R′(0) = σ_w²(E φ′)²
 */
public record CriticalRegion(
    Activation activation,
    double halfWidth,
    double biasVariance,
    double weightVariance,
    double preactivationVariance,
    double correlationShift,
    double spread,
    double slopeAtZero) {

  /** The smallest σ_b²/a²: beyond, the tails are below the roundings of the linear part. */
  public static final double SMALLEST_RATIO = 1e-20;

  private static final int SCAN = 24;

  /** Below this a/√q the tails are nearly everything, and what they lack is summed by itself. */
  private static final double MOSTLY_TAILS = 0.5;

  /**
   * Moments at one q.
   *
   * @param meanSlope E φ′
   * @param slopeSquare μ₁ = E φ′²
   * @param spread μ₂/μ₁² − 1
   * @param biasVariance the σ_b² that makes q fixed, q − V/μ₁
   */
  private record Moments(
      double meanSlope, double slopeSquare, double spread, double biasVariance) {}

  /**
   * The edge of chaos of a member of a family. Of several fixed points, that of the smallest q*
   * which W approaches from both sides.
   *
   * @param halfWidth a, at least the family's smallest
   * @param biasVariance σ_b² &gt; 0, with σ_b²/a² ≥ 10⁻²⁰
   */
  public static CriticalRegion of(
      LinearRegionFamily family, double halfWidth, double biasVariance) {
    if (!(halfWidth >= family.smallestHalfWidth() && halfWidth > 0 && halfWidth <= 1e12)) {
      throw new IllegalArgumentException(
          "the half-width a of "
              + family.name()
              + " lies in ["
              + family.smallestHalfWidth()
              + ", 1e12] and is above 0, got "
              + halfWidth);
    }
    checkBias(biasVariance);
    if (biasVariance / halfWidth / halfWidth < SMALLEST_RATIO) {
      throw new IllegalArgumentException(
          "the bias variance of a linear region is at least "
              + SMALLEST_RATIO
              + " times the square of its half-width, got "
              + biasVariance
              + " and the half-width "
              + halfWidth
              + "; nothing but the linear region is ever seen there");
    }
    RegionBounds bounds = RegionBounds.of(biasVariance / halfWidth / halfWidth);
    Activation activation = family.at(halfWidth);
    GaussianExpectation expectation = GaussianExpectation.of(activation);
    double low = 2 * (Math.log(halfWidth) - Math.log(bounds.upper()));
    double high = 2 * (Math.log(halfWidth) - Math.log(bounds.lower()));
    double target = Math.log(biasVariance);
    double from = low - 1e-9;
    double to = high + 1e-9;
    double before = from;
    double logarithm = Double.NaN;
    for (int i = 1; i <= SCAN; i++) {
      double here = from + (to - from) * i / SCAN;
      if (i == SCAN || excess(expectation, halfWidth, here, target) >= 0) {
        logarithm = Bracket.root(t -> excess(expectation, halfWidth, t, target), before, here);
        break;
      }
      before = here;
    }
    return at(activation, expectation, halfWidth, biasVariance, Math.exp(logarithm));
  }

  static void checkBias(double biasVariance) {
    if (!(biasVariance > 0 && biasVariance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a linear region is designed for a bias variance that is finite and above 0, got "
              + biasVariance
              + "; without biases every length shrinks to 0");
    }
  }

  private static CriticalRegion at(
      Activation activation,
      GaussianExpectation expectation,
      double halfWidth,
      double biasVariance,
      double q) {
    Moments m = moments(expectation, halfWidth, q);
    return new CriticalRegion(
        activation,
        halfWidth,
        biasVariance,
        1 / m.slopeSquare(),
        q,
        biasVariance / q,
        m.spread(),
        m.meanSlope() * m.meanSlope() / m.slopeSquare());
  }

  /** ln of the bias variance that makes q fixed, in excess. */
  private static double excess(
      GaussianExpectation expectation, double halfWidth, double logarithm, double target) {
    double bias = moments(expectation, halfWidth, Math.exp(logarithm)).biasVariance();
    return bias > 0 ? Math.log(bias) - target : -1e3;
  }

  private static Moments moments(GaussianExpectation expectation, double halfWidth, double q) {
    GaussianRule rule = expectation.rule(Math.sqrt(q), 0);
    double[] f = new double[rule.size()];
    double[] d = new double[rule.size()];
    expectation.activation().evaluate(rule.size(), rule.points(), f, d, null);
    return halfWidth < MOSTLY_TAILS * Math.sqrt(q)
        ? byActivation(rule, f, d, q)
        : byTails(rule, f, d, halfWidth, q);
  }

  private static Moments byActivation(GaussianRule rule, double[] f, double[] d, double q) {
    double mean = 0;
    double first = 0;
    double second = 0;
    double square = 0;
    for (int i = 0; i < f.length; i++) {
      double w = rule.weights()[i];
      double slopeSquare = d[i] * d[i];
      mean += w * d[i];
      first += w * slopeSquare;
      second += w * slopeSquare * slopeSquare;
      square += w * f[i] * f[i];
    }
    return new Moments(mean, first, second / (first * first) - 1, q - square / first);
  }

  /** By what φ lacks of the identity: 1 − φ′², x² − φ². */
  private static Moments byTails(
      GaussianRule rule, double[] f, double[] d, double halfWidth, double q) {
    double[] x = rule.points();
    double mean = 0;
    double first = 0;
    double second = 0;
    double square = 0;
    for (int i = 0; i < f.length; i++) {
      if (Math.abs(x[i]) > halfWidth) {
        double w = rule.weights()[i];
        double flat = (1 - d[i]) * (1 + d[i]);
        square += w * (Math.abs(x[i]) - Math.abs(f[i])) * (Math.abs(x[i]) + Math.abs(f[i]));
        mean += w * (1 - d[i]);
        first += w * flat;
        second += w * flat * flat;
      }
    }
    double mu1 = 1 - first;
    return new Moments(
        1 - mean, mu1, (second - first * first) / (mu1 * mu1), (square - q * first) / mu1);
  }

  /** x = a/√q*. */
  public double ratio() {
    return halfWidth / Math.sqrt(preactivationVariance);
  }

  /** The bounds for every scaled-bounded activation with this a and σ_b². */
  public RegionBounds bounds() {
    return RegionBounds.of(biasVariance / halfWidth / halfWidth);
  }

  /** The correlation map R of one layer. */
  public CorrelationLayer layer() {
    return new CorrelationLayer.Series(
        List.of(
            CorrelationLayer.Activated.of(activation, preactivationVariance),
            new CorrelationLayer.Weights(correlationShift)));
  }
}
