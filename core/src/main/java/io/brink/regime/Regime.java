package io.brink.regime;

import io.brink.activation.Activation;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.kernel.Kernel;
import io.brink.network.Network;
import io.brink.network.region.RegionTree;
import io.brink.phase.FixedPhase;
import io.brink.phase.PlainAnalysis;
import io.brink.phase.PlainLayer;

/** The kind of network, as far as a theory beyond the recurrences covers it. */
public sealed interface Regime {

  /** One word for programs: plain, normalised, residual, rescaled, general. */
  String name();

  /** Recognises a network's regime. */
  static Regime of(Network network) {
    return of(network, RegionTree.of(network));
  }

  /** Recognises a network's regime, given its regions. */
  static Regime of(Network network, RegionTree regions) {
    return new RegimeReader(network, regions).read();
  }

  /**
   * A chain of equal layers h = W φ(h₋) + b.
   *
   * @param analysis its fixed lengths, χ₁ and depth scales
   * @param depth number of nonlinear layers
   */
  record Plain(PlainAnalysis analysis, int depth) implements Regime {
    @Override
    public String name() {
      return "plain";
    }
  }

  /**
   * A chain of equal layers whose preactivations are normalised to mean square 1 (SHR, equation
   * 2.1).
   *
   * @param activation φ
   * @param weightVariance σ_w²
   * @param biasVariance σ_b²
   * @param phase the phase at unit variance, by P′(1) = σ_w² E φ′²/(σ_b² + σ_w² E φ²), the
   *     counterpart of χ₁
   * @param criticalBiasVariance σ_w²(E φ′² − E φ²), the bias variance for which P′(1) = 1; negative
   *     if there is none
   * @param depth number of nonlinear layers
   */
  record Normalised(
      Activation activation,
      double weightVariance,
      double biasVariance,
      FixedPhase phase,
      double criticalBiasVariance,
      int depth)
      implements Regime {
    /** The plain layer with the same correlation map at its fixed length 1. */
    public PlainLayer layer() {
      double length = biasVariance + weightVariance * Kernel.of(activation).variance(1).value();
      return new PlainLayer(activation, weightVariance / length, biasVariance / length);
    }

    /** P′(1). */
    public double slope() {
      return phase.chi1();
    }

    @Override
    public String name() {
      return "normalised";
    }
  }

  /** Whether the branch of a residual block ends in weights of its own. */
  enum BranchEnd {
    /** x + φ(h): reduced residual network. */
    REDUCED,
    /** x + v φ(h) + a: full residual network. */
    FULL
  }

  /**
   * Equal residual blocks with plain sums x + v φ(w x + b) + a (Yang &amp; Schoenholz 2017, RES).
   *
   * @param activation φ
   * @param variances σ_w², σ_b², σ_v², σ_a²
   * @param end reduced or full
   * @param law the asymptotic law that holds
   * @param blocks number of blocks
   */
  record Residual(
      Activation activation,
      ResidualVariances variances,
      BranchEnd end,
      ResidualLaw law,
      int blocks)
      implements Regime {
    @Override
    public String name() {
      return "residual";
    }
  }

  /**
   * A network with sums all of whose squared weights add to 1, as in rescaled residual networks
   * (TAT, equation 7).
   *
   * @param sums number of sums
   */
  record Rescaled(int sums) implements Regime {
    @Override
    public String name() {
      return "rescaled";
    }
  }

  /** Anything else: only what was computed counts. */
  record General() implements Regime {
    @Override
    public String name() {
      return "general";
    }
  }
}
