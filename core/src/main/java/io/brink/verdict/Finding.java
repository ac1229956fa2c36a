package io.brink.verdict;

/**
 * What one rule says of a network.
 *
 * @param grade the worst grade that the rule alone would give
 * @param load how far the network has gone towards the limit beyond which the rule says "will not
 *     train": 0 is far from it, 1 is there; it may be larger, up to +∞
 * @param sentence what was found, one sentence without a full stop
 * @param basis what the rule rests on; a rule of thumb is called one, with its source
 */
public record Finding(Grade grade, double load, String sentence, String basis) {

  /** Sentence and basis. */
  public String text() {
    return basis.isEmpty() ? sentence : sentence + " (" + basis + ")";
  }
}
