package io.brink.verdict;

import java.util.List;

/**
 * What to change in a network.
 *
 * @param ranked what helps, best first: by grade, then those not near a limit, then in the order
 *     tat, dks, eoc, bias_variance, weight_variance, depth
 * @param dropped what does not, with the reason
 */
public record Prescriptions(List<Prescription> ranked, List<Dropped> dropped) {

  /** The number of changed networks that are judged at most. */
  public static final int MOST_TRIALS = Prescriber.MOST_TRIALS;

  /** Copies the lists. */
  public Prescriptions {
    ranked = List.copyOf(ranked);
    dropped = List.copyOf(dropped);
  }

  /**
   * A change that cannot be made or does not help.
   *
   * @param method as in {@link Prescription}
   * @param reason one sentence without a full stop
   */
  public record Dropped(String method, String reason) {}

  /** Prescribes for a network; nothing if it trains as it is. */
  public static Prescriptions of(Verdict verdict) {
    return of(verdict, () -> {});
  }

  /**
   * The same for somebody who waits.
   *
   * @param judged is run after each changed network that was judged, which takes as long as to
   *     judge the network itself; at most {@link #MOST_TRIALS} times
   */
  public static Prescriptions of(Verdict verdict, Runnable judged) {
    return verdict.grade() == Grade.TRAINS
        ? new Prescriptions(List.of(), List.of())
        : new Prescriber(verdict, judged).prescribe();
  }
}
