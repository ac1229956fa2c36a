package io.brink.spectrum;

/** Takes more samples until they integrate to what is known. */
final class SamplingAccuracy {

  /** Samples are doubled until their integrals fail by no more than that. */
  private static final double WANTED = 1e-7;

  /** A density whose integrals fail by more is not given. */
  private static final double ACCEPTED = 1e-6;

  private static final int MOST_DOUBLINGS = 3;

  /** A law with twice as many samples for each doubling. */
  interface Refinement {
    /**
     * The law.
     *
     * @param doubling at least 1
     */
    JacobianSpectrum at(int doubling) throws UnsolvedException;
  }

  private SamplingAccuracy() {}

  /** The outcome with the first refinement that is accurate enough, or the best one. */
  static SpectrumOutcome reach(JacobianSpectrum first, Refinement refinement) {
    JacobianSpectrum best = first;
    for (int doubling = 1;
        doubling <= MOST_DOUBLINGS && best.checks().worst() > WANTED;
        doubling++) {
      JacobianSpectrum found;
      try {
        found = refinement.at(doubling);
      } catch (UnsolvedException e) {
        return new SpectrumOutcome.Unsolved(first.moments(), e.getMessage());
      }
      double before = best.checks().worst();
      if (found.checks().worst() < before) {
        best = found;
      }
      if (doubling >= 2 && !(found.checks().worst() < 0.5 * before)) {
        break;
      }
    }
    double worst = best.checks().worst();
    return worst <= ACCEPTED
        ? new SpectrumOutcome.Computed(best)
        : new SpectrumOutcome.Unsolved(
            first.moments(),
            "the density that was found misses "
                + (float) worst
                + " of the mass or of the first two moments, more than "
                + ACCEPTED);
  }
}
