package io.brink.activation;

/**
 * A point at which an activation is not smooth. Each jump is the limit from the right minus the
 * limit from the left; an infinite jump marks an algebraic singularity (x₊^½ at 0 has
 * derivativeJump = ∞).
 *
 * @param location the point x, in units of the activation's argument
 * @param valueJump jump of φ (sign: 2 at 0)
 * @param derivativeJump jump of φ′ (ReLU: 1 at 0)
 * @param secondDerivativeJump jump of φ″ (ELU with alpha = 1: −1 at 0); 0 where only a higher
 *     derivative jumps
 */
public record Breakpoint(
    double location, double valueJump, double derivativeJump, double secondDerivativeJump) {

  /** A kink: φ is continuous and φ′ jumps. */
  public static Breakpoint kink(double location, double derivativeJump) {
    return new Breakpoint(location, 0, derivativeJump, 0);
  }
}
