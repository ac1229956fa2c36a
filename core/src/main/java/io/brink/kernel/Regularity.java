package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import java.util.List;

/**
 * How smooth an activation is, which decides how its correlation map behaves at c = 1.
 *
 * <p>The leading non-analytic term of the gap in the angle θ is θ for a jump of φ, θ³ for a kink,
 * θ⁵ for a jump of φ″; an analytic φ gives an even function of θ, and x₊^α a fractional power
 * θ^{2α+1}.
 */
enum Regularity {
  /** No breakpoints: the map is a smooth function of θ². */
  ANALYTIC,
  /** φ′ is continuous: the curvature is a smooth function of θ. */
  SMOOTH_SLOPE,
  /** φ is continuous, φ′ jumps: sin θ times the curvature is smooth. */
  KINK,
  /** φ jumps: sin θ times the slope is smooth. */
  JUMP,
  /** φ has an algebraic singularity. */
  ALGEBRAIC;

  static Regularity of(Activation activation) {
    List<Breakpoint> breakpoints = activation.breakpoints();
    double degree = activation.homogeneityDegree().orElse(0);
    if (!breakpoints.isEmpty() && degree != Math.rint(degree)) {
      return ALGEBRAIC;
    }
    Regularity worst = ANALYTIC;
    for (Breakpoint b : breakpoints) {
      Regularity r =
          Double.isInfinite(b.valueJump())
                  || Double.isInfinite(b.derivativeJump())
                  || Double.isInfinite(b.secondDerivativeJump())
              ? ALGEBRAIC
              : b.valueJump() != 0 ? JUMP : b.derivativeJump() != 0 ? KINK : SMOOTH_SLOPE;
      if (r.compareTo(worst) > 0) {
        worst = r;
      }
    }
    return worst;
  }
}
