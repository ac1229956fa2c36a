package io.brink.asymptotics;

/**
 * No theorem covers the network; the recurrences themselves still hold.
 *
 * @param reason why, in one sentence
 */
public record UnknownLaw(String reason) implements ResidualLaw {

  @Override
  public String domain() {
    return "none";
  }

  @Override
  public String source() {
    return "none";
  }
}
