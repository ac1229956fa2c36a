package io.brink.shaping;

/**
 * One condition of a shaping method, evaluated independently of the solver.
 *
 * @param name the quantity, in the field's notation: {@code Q'(1)}
 * @param target what it has to be
 * @param achieved what it is
 * @param errorBound bound of the error of {@code achieved}, from the quadrature
 */
public record Condition(String name, double target, double achieved, double errorBound) {

  /** |achieved − target|. */
  public double residual() {
    return Math.abs(achieved - target);
  }
}
