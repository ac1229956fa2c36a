package io.brink.spectrum;

/** How a law takes a stretch over which slopes hardly differ, as those of gelu far out do. */
enum NearlyConstant {
  /**
   * As a point mass at their mean: beside a point mass of the product, the equation is solved in
   * differences, which rounding would hide.
   */
  POINT_MASS,
  /** As it is: where the product has no point mass, nor nearly one. */
  AS_IS
}
