package io.brink.verdict;

/** Whether a network can be trained from its initialisation, from best to worst. */
public enum Grade {
  /** No rule speaks against it. */
  TRAINS("trains"),
  /** It may train, but slowly or to a worse result than a better initialisation of it. */
  SLOW("slow"),
  /** Its output or its gradients carry no usable information. */
  UNTRAINABLE("will not train");

  private final String words;

  Grade(String words) {
    this.words = words;
  }

  /** The grade as it is said: "trains", "slow", "will not train". */
  public String words() {
    return words;
  }

  Grade worse(Grade other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
