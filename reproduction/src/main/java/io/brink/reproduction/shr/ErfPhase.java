package io.brink.reproduction.shr;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.bounds.CorrelationChain;
import io.brink.bounds.CorrelationLayer;
import io.brink.bounds.NormalisedRegime;
import io.brink.kernel.Kernel;
import io.brink.network.WeightLaw;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Paper;
import io.brink.spectrum.JacobianFactor;
import io.brink.spectrum.JacobianSpectrum;
import io.brink.spectrum.SpectrumOutcome;
import java.util.ArrayList;
import java.util.List;

/** The two initialisations of erf networks that figures 1 and 3 compare. */
enum ErfPhase {
  /** σ_b²/σ_w² = ‖φ′‖² − ‖φ‖². */
  CRITICAL("critical") {
    @Override
    double biasVariance() {
      return NormalisedRegime.criticalRatio(erf()).value();
    }
  },

  /** About half the critical ratio; the paper does not print its own. */
  CHAOTIC("chaotic") {
    @Override
    double biasVariance() {
      return 0.05;
    }
  };

  /** Said with every figure of the chaotic phase. */
  static final String VARIANCES =
      "The paper does not print sigma_b of the chaotic networks; sigma_b^2/sigma_w^2 = 0.05, about"
          + " half the critical ratio, is ours.";

  private final String title;

  ErfPhase(String title) {
    this.title = title;
  }

  /** σ_b², with σ_w² = 1. */
  abstract double biasVariance();

  static Activation erf() {
    return Activations.parse("erf");
  }

  /** The panel of figure 3 that shows this phase, of the two that show one quantity. */
  FigureName figure(String critical, String chaotic) {
    return new FigureName(
        Paper.SHR,
        switch (this) {
          case CRITICAL -> critical;
          case CHAOTIC -> chaotic;
        });
  }

  /** One layer's map P of correlations. */
  CorrelationLayer layer() {
    return CorrelationChain.normalisedLayer(erf(), 1, biasVariance());
  }

  /** The maps of so many layers. */
  CorrelationChain chain(int depth) {
    return CorrelationChain.repeated(layer(), depth);
  }

  /**
   * The edge of the singular values of the Jacobian of so many layers at infinite width, where the
   * length that normalisation divides by does not fluctuate.
   */
  double largestSingularValue(int depth) {
    double meanSquare = Kernel.of(erf()).variance(1).value() + biasVariance();
    List<JacobianFactor> factors = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      factors.add(JacobianFactor.Slopes.of(erf(), 1));
      factors.add(JacobianFactor.Weights.square(WeightLaw.GAUSSIAN, 1 / meanSquare));
    }
    return switch (JacobianSpectrum.of(factors, JacobianSpectrum.FEWEST_POINTS)) {
      case SpectrumOutcome.Computed(JacobianSpectrum law) -> Math.exp(0.5 * law.largestLogSquare());
      case SpectrumOutcome.MomentsAlone(_, String reason) ->
          throw new IllegalStateException(reason);
      case SpectrumOutcome.Infeasible(String reason) -> throw new IllegalStateException(reason);
      case SpectrumOutcome.Unsolved(_, String reason) -> throw new IllegalStateException(reason);
    };
  }

  NormalisedNetwork network(int width, int depth) {
    return new NormalisedNetwork(erf(), biasVariance(), width, depth);
  }

  List<Fact> parameters(int width, int networks) {
    return List.of(
        Fact.of("activation", "activation", Value.text("erf")),
        Fact.of("bias_variance", "σ_b²/σ_w²", Value.exact(biasVariance()), title),
        Fact.of("width", "width", Value.count(width)),
        Fact.of("networks", "networks", Value.count(networks)));
  }

  @Override
  public String toString() {
    return title;
  }
}
