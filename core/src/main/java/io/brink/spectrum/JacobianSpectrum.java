package io.brink.spectrum;

import io.brink.spectrum.SpectralLaw.Node;
import java.util.List;

/**
 * The limiting law of the singular values of a product of random factors: point masses, the support
 * of the continuous part, and its density at chosen and at any other places.
 *
 * <p>Instances are immutable and thread-safe.
 */
public final class JacobianSpectrum {

  /** Fewest samples of a density. */
  public static final int FEWEST_POINTS = 32;

  /** Most samples of a density. */
  public static final int MOST_POINTS = 100_000;

  private final SpectralLaw law;
  private final SpectralMoments moments;
  private final List<SpectralPoint> points;
  private final SpectralChecks checks;

  JacobianSpectrum(SpectralLaw law, SpectralMoments moments) {
    this.law = law;
    this.moments = moments;
    points = law.nodes().stream().map(Node::point).toList();
    checks = SpectralChecks.of(law, moments);
  }

  /**
   * The law of the singular values of a product.
   *
   * @param factors from the input to the output
   * @param points number of samples of the density, at least {@value #FEWEST_POINTS}; more are
   *     taken where as many do not integrate to 1 within 10⁻⁷
   */
  public static SpectrumOutcome of(List<JacobianFactor> factors, int points) {
    checkPoints(points);
    if (factors.isEmpty()) {
      throw new IllegalArgumentException("a Jacobian has at least one factor");
    }
    return SpectrumComputation.of(factors, points);
  }

  static void checkPoints(int points) {
    if (points < FEWEST_POINTS || points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "a density has between "
              + FEWEST_POINTS
              + " and "
              + MOST_POINTS
              + " points, got "
              + points);
    }
  }

  /** How the law was computed. */
  SpectralLaw law() {
    return law;
  }

  /** Mean and variance of the squared singular values, in closed form. */
  public SpectralMoments moments() {
    return moments;
  }

  /** Point masses, by increasing singular value. */
  public List<SpectralAtom> atoms() {
    return law.atoms();
  }

  /** The support of the continuous part, by increasing singular value; empty if there is none. */
  public List<SupportInterval> intervals() {
    return law.intervals();
  }

  /** Samples of the density by increasing singular value, denser towards the edges. */
  public List<SpectralPoint> points() {
    return points;
  }

  /** How well the samples integrate to what is known. */
  public SpectralChecks checks() {
    return checks;
  }

  /** ln s² of the largest singular value; +∞ if there is none. */
  public double largestLogSquare() {
    double atom = atoms().isEmpty() ? Double.NEGATIVE_INFINITY : atoms().getLast().logSquare();
    return intervals().isEmpty() ? atom : Math.max(atom, intervals().getLast().upperLogSquare());
  }

  /** ln s² of the smallest singular value; −∞ if that is 0. */
  public double smallestLogSquare() {
    double atom = atoms().isEmpty() ? Double.POSITIVE_INFINITY : atoms().getFirst().logSquare();
    return intervals().isEmpty() ? atom : Math.min(atom, intervals().getFirst().lowerLogSquare());
  }

  /** The share of singular values above e^{u/2}, the atom there not counted. */
  public double massAbove(double logSquare) {
    return Math.clamp(law.massAbove(logSquare), 0, 1);
  }

  /** The density anywhere: 0 outside of the support, else computed anew. */
  public SpectralPoint at(double logSquare) {
    for (SupportInterval interval : intervals()) {
      if (logSquare > interval.lowerLogSquare() && logSquare < interval.upperLogSquare()) {
        return law.inside(logSquare);
      }
    }
    return new SpectralPoint(logSquare, 0, 0, massAbove(logSquare), 0);
  }

  /**
   * ln s² of a quantile.
   *
   * @param share of the singular values that are at most s, in (0, 1)
   */
  public double quantile(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("a quantile's share is between 0 and 1, got " + share);
    }
    double wanted = 1 - share;
    // the smallest u with massAbove(u) ≤ wanted
    double low = smallestLogSquare();
    double high = largestLogSquare();
    if (massAbove(low) <= wanted) {
      return low;
    }
    if (!points.isEmpty()) {
      low = Math.max(low, Math.min(points.getFirst().logSquare(), high));
      if (high == Double.POSITIVE_INFINITY) {
        high = points.getLast().logSquare();
      }
    }
    for (int i = 0; i < 100 && high - low > 1e-12 * Math.max(1, Math.abs(high)); i++) {
      double middle = 0.5 * (low + high);
      if (massAbove(middle) <= wanted) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** The share of singular values in [low, high]. */
  public double share(double low, double high) {
    double upper = massAbove(2 * Math.log(high));
    double logLow = 2 * Math.log(low);
    double lower = massAbove(logLow);
    for (SpectralAtom atom : atoms()) {
      if (atom.logSquare() == logLow) {
        lower += atom.weight();
      }
    }
    return lower - upper;
  }
}
