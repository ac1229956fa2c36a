package io.brink.phase;

import io.brink.activation.Activation;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Phases of plain networks over the plane of variances (Poole et al. 2016; Schoenholz et al. 2017):
 * for every pair of σ_w² and σ_b² the length that deep layers have, χ₁, c* and ξ_c, as {@link
 * PlainAnalysis#principal} has them.
 *
 * <p>The moments of φ are compiled as polynomials in ln q, its correlation maps as a family over ln
 * q; the fixed length of a cell is bracketed on a grid of ln q in steps of 20 % and found by
 * Newton's method, its fixed correlation by Newton's method from that of the cell before. Columns
 * are computed in parallel on all cores; the figures do not depend on their number.
 *
 * <p>Relative accuracy: q*, χ₁ 10⁻¹¹ divided by |1 − dq′/dq|; the gap 1 − c* 10⁻¹¹/ln χ₁. The phase
 * is that of χ₁. Two fixed lengths within 20 % of each other may be overlooked, which a {@link
 * PlainAnalysis} of the point would find.
 */
public final class PhaseDiagram {

  private final Activation activation;
  private final VarianceRange weightVariances;
  private final VarianceRange biasVariances;
  private final PhaseCells cells;

  private PhaseDiagram(
      Activation activation,
      VarianceRange weightVariances,
      VarianceRange biasVariances,
      PhaseCells cells) {
    this.activation = activation;
    this.weightVariances = weightVariances;
    this.biasVariances = biasVariances;
    this.cells = cells;
  }

  /**
   * Computes a diagram.
   *
   * @throws IllegalArgumentException if it has more than 10⁸ cells
   */
  public static PhaseDiagram of(
      Activation activation, VarianceRange weightVariances, VarianceRange biasVariances) {
    return of(activation, weightVariances, biasVariances, () -> {});
  }

  /**
   * The same for somebody who waits.
   *
   * @param halfColumn is run twice for each weight variance, from several threads
   */
  public static PhaseDiagram of(
      Activation activation,
      VarianceRange weightVariances,
      VarianceRange biasVariances,
      Runnable halfColumn) {
    long size = (long) weightVariances.count() * biasVariances.count();
    if (size > 100_000_000) {
      throw new IllegalArgumentException(
          "a phase diagram has at most 100000000 cells, got " + size);
    }
    return new PhaseDiagram(
        activation,
        weightVariances,
        biasVariances,
        new DiagramSolver(activation, weightVariances, biasVariances).solve(halfColumn));
  }

  /** φ. */
  public Activation activation() {
    return activation;
  }

  /** σ_w², the first index. */
  public VarianceRange weightVariances() {
    return weightVariances;
  }

  /** σ_b², the second index. */
  public VarianceRange biasVariances() {
    return biasVariances;
  }

  /** What becomes of lengths. */
  public LengthFate fate(int weight, int bias) {
    return cells.fate[index(weight, bias)];
  }

  /**
   * q*; 0 where lengths vanish, +∞ where they grow; 1, which stands for all, where every one is
   * fixed.
   */
  public double preactivationVariance(int weight, int bias) {
    return cells.length[index(weight, bias)];
  }

  /** χ₁ at q*; where lengths vanish or grow, its limit. */
  public double chi1(int weight, int bias) {
    return cells.chi1[index(weight, bias)];
  }

  /** The phase by χ₁; empty where no length q* &gt; 0 is fixed. */
  public Optional<Phase> phase(int weight, int bias) {
    int index = index(weight, bias);
    return isFixed(index) ? Optional.of(cells.phase[index]) : Optional.empty();
  }

  /** 1 − c*; empty where no length q* &gt; 0 is fixed. */
  public OptionalDouble correlationGap(int weight, int bias) {
    int index = index(weight, bias);
    return isFixed(index) ? OptionalDouble.of(cells.gap[index]) : OptionalDouble.empty();
  }

  /** c*; empty where no length q* &gt; 0 is fixed. */
  public OptionalDouble correlation(int weight, int bias) {
    int index = index(weight, bias);
    return isFixed(index) ? OptionalDouble.of(1 - cells.gap[index]) : OptionalDouble.empty();
  }

  /** The depth scales; empty where no length q* &gt; 0 is fixed. */
  public Optional<DepthScales> depthScales(int weight, int bias) {
    int index = index(weight, bias);
    return isFixed(index)
        ? Optional.of(
            DepthScales.of(
                cells.phase[index],
                cells.lengthSlope[index],
                cells.correlationSlope[index],
                cells.chi1[index]))
        : Optional.empty();
  }

  private boolean isFixed(int index) {
    return switch (cells.fate[index]) {
      case FIXED, EVERY -> true;
      case VANISHING, GROWING -> false;
    };
  }

  private int index(int weight, int bias) {
    if (weight < 0
        || weight >= weightVariances.count()
        || bias < 0
        || bias >= biasVariances.count()) {
      throw new IllegalArgumentException(
          "this diagram has %d x %d cells, got the index (%d, %d)"
              .formatted(weightVariances.count(), biasVariances.count(), weight, bias));
    }
    return weight * biasVariances.count() + bias;
  }
}
