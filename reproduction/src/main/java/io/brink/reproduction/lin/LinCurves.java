package io.brink.reproduction.lin;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.linearregion.CriticalRegion;
import io.brink.linearregion.LinearRegionFamily;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.Measurement;
import io.brink.shaping.CriticalLine;
import io.brink.shaping.CriticalPoint;
import java.util.List;

/** What several of these figures share. */
final class LinCurves {

  /** Said with every figure whose caption the scan lacks. */
  static final String PARAMETERS =
      "The scan of the paper lacks this figure's caption; the parameters are ours.";

  static final List<LinearRegionFamily> FAMILIES =
      List.of(
          new LinearRegionFamily.Shtanh(),
          new LinearRegionFamily.Ssine(),
          new LinearRegionFamily.Sexp(),
          new LinearRegionFamily.Ssaw());

  private LinCurves() {}

  /** The critical point of an activation with the given bias variance. */
  static CriticalLine.Point critical(String activation, double biasVariance) {
    CriticalLine.Outcome outcome =
        CriticalLine.of(Activations.parse(activation))
            .at(new CriticalPoint.AtBiasVariance(biasVariance));
    return switch (outcome) {
      case CriticalLine.Outcome.Found(List<CriticalLine.Point> points) -> points.getFirst();
      case CriticalLine.Outcome.Missing(String reason, var _) ->
          throw new IllegalStateException(reason);
    };
  }

  /** R(ρ) = 1 − σ_w²(V − W(ρ))/q at a fixed q. */
  static double[] correlationMap(
      Activation activation, double weightVariance, double q, double[] correlations) {
    CorrelationMap map = CorrelationMap.compile(activation, q);
    double factor = weightVariance * map.outputVariance() / q;
    return CurvePanel.values(
        correlations, c -> 1 - factor * map.gap(Correlation.ofValue(c).angle()));
  }

  /** The same at a critical region. */
  static double[] correlationMap(CriticalRegion region, double[] correlations) {
    return correlationMap(
        region.activation(), region.weightVariance(), region.preactivationVariance(), correlations);
  }

  /** A number that a quadrature gives to twelve digits. */
  static Measurement quadrature(double value) {
    return new Measurement(value, 1e-12 * Math.abs(value), "quadrature, bound of its error");
  }
}
