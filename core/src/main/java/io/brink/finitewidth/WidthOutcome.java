package io.brink.finitewidth;

/** What {@link WidthAdvice#smallest} finds. */
public sealed interface WidthOutcome {

  /**
   * The smallest width that is enough.
   *
   * @param units N of every layer
   * @param probability of meeting the goal at that width
   * @param spread scatter at the output at that width
   * @param reliable whether the first order in 1/N can be trusted there: no relative standard
   *     deviation that matters exceeds ½
   */
  record Found(long units, double probability, Spread spread, boolean reliable)
      implements WidthOutcome {}

  /**
   * No width is known.
   *
   * @param reason one clause
   */
  record Unknown(String reason) implements WidthOutcome {}
}
