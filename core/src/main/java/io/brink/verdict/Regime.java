package io.brink.verdict;

import io.brink.activation.Activation;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.network.Network;
import io.brink.phase.PlainAnalysis;

/** The kind of network, as far as a theory beyond the recurrences covers it. */
public sealed interface Regime {

  /** One word for programs: plain, normalised, residual, rescaled, general. */
  String name();

  /** Recognises a network's regime. */
  static Regime of(Network network) {
    return new RegimeReader(network).read();
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
   * @param slope P′(1) = σ_w² E φ′²/(σ_b² + σ_w² E φ²) at unit variance: the counterpart of χ₁
   * @param criticalBiasVariance σ_w²(E φ′² − E φ²), the bias variance for which P′(1) = 1; negative
   *     if there is none
   * @param depth number of nonlinear layers
   */
  record Normalised(
      Activation activation,
      double weightVariance,
      double biasVariance,
      double slope,
      double criticalBiasVariance,
      int depth)
      implements Regime {
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
