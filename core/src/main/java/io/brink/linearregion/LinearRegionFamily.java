package io.brink.linearregion;

import io.brink.activation.Activation;
import io.brink.activation.BoundedExponential;
import io.brink.activation.BoundedSaw;
import io.brink.activation.BoundedSine;
import io.brink.activation.HardTanh;
import io.brink.activation.LinearRegion;

/**
 * Scaled-bounded activations that differ in the half-width a of their linear region (LIN,
 * definition 2.1): continuous, odd, φ(x) = x for |x| ≤ a, |φ| ≤ a, |φ′| ≤ 1. A factor k of φ is
 * left to σ_w².
 */
public sealed interface LinearRegionFamily {

  /** Name of the family, {@code ssine}. */
  String name();

  /** The member with half-width a ≥ {@link #smallestHalfWidth}. */
  Activation at(double halfWidth);

  /** The a from which on |φ| ≤ a holds; 0 if it always does. */
  double smallestHalfWidth();

  /** clip(x, ±a). */
  record Shtanh() implements LinearRegionFamily {
    @Override
    public String name() {
      return "shtanh";
    }

    @Override
    public Activation at(double halfWidth) {
      return new HardTanh(halfWidth, 1);
    }

    @Override
    public double smallestHalfWidth() {
      return 0;
    }
  }

  /** a − 1 + cos(|x| − a) beyond a. */
  record Ssine() implements LinearRegionFamily {
    @Override
    public String name() {
      return "ssine";
    }

    @Override
    public Activation at(double halfWidth) {
      return new BoundedSine(halfWidth);
    }

    @Override
    public double smallestHalfWidth() {
      return 1;
    }
  }

  /** a − 1 + e^{a−|x|} beyond a. */
  record Sexp() implements LinearRegionFamily {
    @Override
    public String name() {
      return "sexp";
    }

    @Override
    public Activation at(double halfWidth) {
      return new BoundedExponential(halfWidth);
    }

    @Override
    public double smallestHalfWidth() {
      return 0.5;
    }
  }

  /** 2a − |x| from a to 2a, then 0. */
  record Ssaw() implements LinearRegionFamily {
    @Override
    public String name() {
      return "ssaw";
    }

    @Override
    public Activation at(double halfWidth) {
      return new BoundedSaw(halfWidth);
    }

    @Override
    public double smallestHalfWidth() {
      return 0;
    }
  }

  /**
   * The tail of any other activation behind a linear region: {@link LinearRegion}.
   *
   * @param tail φ, of which x ≥ 0 counts
   * @param tailScale −1 where φ rises there, else 1; smaller where |φ′| exceeds 1
   * @param smallestHalfWidth half of what the tail falls
   */
  record Folded(Activation tail, double tailScale, double smallestHalfWidth)
      implements LinearRegionFamily {
    @Override
    public String name() {
      return "linear region with the tail of " + tail.name();
    }

    @Override
    public Activation at(double halfWidth) {
      return new LinearRegion(tail, halfWidth, tailScale);
    }
  }

  /**
   * The family that an activation belongs to: of shtanh, ssine, sexp, ssaw or linear_region their
   * own; any other activation is turned into one by its tail.
   *
   * @throws IllegalArgumentException if its tail is not bounded, jumps, or both rises and falls
   */
  static LinearRegionFamily of(Activation activation) {
    return switch (activation) {
      case HardTanh _ -> new Shtanh();
      case BoundedSine _ -> new Ssine();
      case BoundedExponential _ -> new Sexp();
      case BoundedSaw _ -> new Ssaw();
      case LinearRegion(Activation tail, double _, double tailScale) ->
          TailFold.of(tail, tailScale);
      default -> TailFold.of(activation);
    };
  }
}
