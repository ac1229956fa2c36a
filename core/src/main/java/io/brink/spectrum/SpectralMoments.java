package io.brink.spectrum;

import io.brink.network.WeightLaw;
import io.brink.spectrum.JacobianFactor.Multiple;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.JacobianFactor.Weights;
import java.util.List;

/**
 * Mean and variance of the squared singular values s², the shares of the input's dimension.
 *
 * <p>The mean is a product over layers and leaves the range of a double in deep networks; so its
 * logarithm is kept, and the variance relative to the squared mean, which is a sum over layers: at
 * equal widths Σ_l (μ₂/μ₁² − 1 − s₁) with s₁ = −1 for Gaussian and 0 for orthogonal weights (LIN 13
 * for equal layers).
 *
 * @param logMean ln E s², −∞ if J = 0
 * @param logMeanError bound of its error, absolute
 * @param relativeVariance Var s²/(E s²)²
 * @param relativeVarianceError bound of its error, absolute
 */
public record SpectralMoments(
    double logMean, double logMeanError, double relativeVariance, double relativeVarianceError) {

  private static final double ROUNDING = 0x1p-52;

  /** Whether E s² is finite. */
  public boolean hasMean() {
    return logMean < Double.POSITIVE_INFINITY;
  }

  /** Whether E s⁴, and so the variance, is finite. */
  public boolean hasVariance() {
    return relativeVariance < Double.POSITIVE_INFINITY;
  }

  /** E s²; 0 or +∞ beyond the range of a double. */
  public double mean() {
    return Math.exp(logMean);
  }

  /** Var s²; 0 or +∞ beyond the range of a double. */
  public double variance() {
    return relativeVariance == 0 ? 0 : Math.exp(2 * logMean + Math.log(relativeVariance));
  }

  /**
   * The moments of a product with a free factor behind this one.
   *
   * @param next in shares of the dimension that it starts from
   * @param ratio that dimension over the one that this starts from
   */
  SpectralMoments times(SpectralMoments next, double ratio) {
    return new SpectralMoments(
        logMean + next.logMean,
        logMeanError + next.logMeanError,
        relativeVariance + next.relativeVariance / ratio,
        relativeVarianceError + next.relativeVarianceError / ratio);
  }

  /** The moments of a multiple. */
  SpectralMoments scaled(double factor) {
    return new SpectralMoments(
        logMean + 2 * Math.log(Math.abs(factor)),
        logMeanError,
        relativeVariance,
        relativeVarianceError);
  }

  /**
   * The moments of a + Σ_i B_i for a multiple a of the identity and free B_i that are invariant
   * under rotations on one side. With β₁ = E tr BᵀB and β₂ = E tr (BᵀB)² the second cumulants β₁
   * add, and so do the fourth ones, β₂ − (1 + 1/ratio) β₁²; the sum with a has the moments a² + β₁
   * and a⁴ + 4a²β₁ + β₂.
   *
   * @param parts the moments of the B_i, at least one
   * @param ratio rows over columns; 1 if a ≠ 0
   */
  static SpectralMoments ofSum(double multiple, List<SpectralMoments> parts, double ratio) {
    double logSquare = 2 * Math.log(Math.abs(multiple));
    double largest = logSquare;
    for (SpectralMoments part : parts) {
      largest = Math.max(largest, part.logMean);
    }
    double square = Math.exp(logSquare - largest);
    double second = 0;
    double fourth = 0;
    double secondError = 0;
    double fourthError = 0;
    double gaussian = 1 + 1 / ratio;
    for (SpectralMoments part : parts) {
      double mean = Math.exp(part.logMean - largest);
      second += mean;
      secondError += mean * part.logMeanError;
      fourth += mean * mean * (1 + part.relativeVariance - gaussian);
      fourthError +=
          mean
              * mean
              * (part.relativeVarianceError
                  + 2 * Math.abs(1 + part.relativeVariance - gaussian) * part.logMeanError);
    }
    double mean = square + second;
    // a⁴ + 4a²β₁ + β₂ − (a² + β₁)²
    double variance = 2 * square * second + (gaussian - 1) * second * second + fourth;
    double relative = Math.max(0, variance) / (mean * mean);
    double meanError = secondError / mean + 2 * ROUNDING;
    return new SpectralMoments(
        largest + Math.log(mean),
        meanError,
        relative,
        fourthError / (mean * mean) + 4 * relative * meanError + 4 * ROUNDING * (1 + relative));
  }

  /**
   * The moments of a product of factors.
   *
   * @throws IllegalArgumentException if a moment is infinite
   */
  public static SpectralMoments of(List<JacobianFactor> factors) {
    double width = 1;
    double logMean = 0;
    double logMeanError = 0;
    double variance = 0;
    double varianceError = 0;
    SlopeMoments known = new SlopeMoments();
    for (JacobianFactor factor : factors) {
      switch (factor) {
        case Weights(WeightLaw law, double weightVariance, double fanIn, double fanOut) -> {
          double ratio = fanOut / fanIn;
          double before = width;
          width = ratio == 1 ? width : width * ratio;
          logMean += Math.log(weightVariance) + (ratio == 1 ? 0 : Math.log(ratio));
          variance +=
              switch (law) {
                case GAUSSIAN -> 1 / width;
                case ORTHOGONAL -> ratio < 1 ? 1 / width - 1 / before : 0;
              };
        }
        case Slopes slopes -> {
          SpectralMoments moments = known.of(slopes);
          logMean += moments.logMean;
          logMeanError += moments.logMeanError;
          variance += moments.relativeVariance / width;
          varianceError += moments.relativeVarianceError / width;
        }
        case Multiple(double multiple) -> logMean += 2 * Math.log(Math.abs(multiple));
      }
      logMeanError += ROUNDING * Math.max(1, Math.abs(logMean));
      varianceError += ROUNDING * variance;
    }
    return new SpectralMoments(logMean, logMeanError, variance, varianceError);
  }
}
