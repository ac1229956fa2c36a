package io.brink.reproduction;

/** The papers whose figures are reproduced. */
public enum Paper {
  /** Tailored activation transformations. */
  TAT(
      "Zhang, Botev & Martens 2022, Deep Learning without Shortcuts: Shaping the Kernel with"
          + " Tailored Rectifiers"),
  /** Gradient explosion and representation shrinkage with layer normalisation. */
  SHR("Gradient Explosion and Representation Shrinkage in Infinite Networks, 2021"),
  /** Activations with a linear region. */
  LIN(
      "Murray, Abrol & Tanner 2021, Activation function design for deep networks: linearity and"
          + " effective initialisation"),
  /** Mean-field residual networks. */
  RES("Yang & Schoenholz 2017, Mean Field Residual Networks: On the Edge of Chaos");

  private final String citation;

  Paper(String citation) {
    this.citation = citation;
  }

  /** Authors, year and title. */
  public String citation() {
    return citation;
  }
}
