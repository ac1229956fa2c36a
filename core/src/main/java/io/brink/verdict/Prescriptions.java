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
    return verdict.grade() == Grade.TRAINS
        ? new Prescriptions(List.of(), List.of())
        : new Prescriber(verdict).prescribe();
  }
}
