package io.brink.reproduction;

/** The papers whose figures are reproduced. */
public enum Paper {
  /** Tailored activation transformations. */
  TAT(
      "Zhang, Botev & Martens 2022, Deep Learning without Shortcuts: Shaping the Kernel with"
          + " Tailored Rectifiers"),
  /** Gradient explosion and representation shrinkage with layer normalisation. */
  SHR("the paper on gradient explosion and representation shrinkage in layer-normalised networks"),
  /** Activations with a linear region. */
  LIN("the paper on activations with a linear region and dynamical isometry"),
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
