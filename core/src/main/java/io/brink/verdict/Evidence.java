package io.brink.verdict;

import io.brink.propagation.Approximation;
import io.brink.propagation.GradientDivergence;
import io.brink.propagation.LengthOverflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What forward and backward propagation found.
 *
 * <p>The layers are the states of the network: the nodes through which all signal passes and from
 * which a nonlinear layer or a block starts, or in which a block ends, with the input and the
 * output.
 *
 * @param layers states, input first, output last
 * @param first position in {@code layers} of the first layer of the gradient ratio
 * @param last position of its last layer
 * @param orthogonal pair of orthogonal inputs
 * @param half pair of correlation ½
 * @param near pair of nearly equal inputs, 1 − c = 10⁻¹²; relative accuracy 10⁻³
 * @param logGradientRatio ln of the squared norm of the gradient in the first layer over that in
 *     the last one; ±∞ where a gradient is infinite or 0
 * @param logWeightGradientRatio ln of the squared norm of the gradient of the first weights, over
 *     that of the last ones before a nonlinear layer, per input of a unit; as above
 * @param linearity of the whole network
 * @param overflow where lengths overflow float32 and float64
 * @param underflow where they underflow float32
 * @param expressivity ln s, s = (1 − c)q at the output for orthogonal inputs: metric expressivity
 * @param divergences gradient moments that do not exist
 * @param approximations where theory does not cover the network
 */
public record Evidence(
    List<LayerState> layers,
    int first,
    int last,
    PairHistory orthogonal,
    PairHistory half,
    PairHistory near,
    double logGradientRatio,
    double logWeightGradientRatio,
    Linearity linearity,
    List<RangeLimit> overflow,
    Optional<RangeLimit> underflow,
    double expressivity,
    List<GradientDivergence> divergences,
    List<Approximation> approximations) {

  /** Copies the lists. */
  public Evidence {
    layers = List.copyOf(layers);
    overflow = List.copyOf(overflow);
    divergences = List.copyOf(divergences);
    approximations = List.copyOf(approximations);
  }

  /** The same, with the overflow of a double right after the last layer. */
  Evidence endedBy(LengthOverflowException end) {
    List<RangeLimit> limits = new ArrayList<>(overflow);
    for (String format : List.of("float32", "float64")) {
      if (overflow(format).isEmpty()) {
        limits.add(new RangeLimit(format, layers.size(), end.name()));
      }
    }
    return new Evidence(
        layers,
        first,
        last,
        orthogonal,
        half,
        near,
        logGradientRatio,
        logWeightGradientRatio,
        linearity,
        limits,
        underflow,
        expressivity,
        divergences,
        approximations);
  }

  /** The last state. */
  public LayerState output() {
    return layers.getLast();
  }

  /**
   * How well the outputs tell pairs of inputs of correlation 0 and ½ apart, (C_f(½) − C_f(0))/½ in
   * units of 1 − C_f(0): 1 in a linear network, 0 where all pairs end at the same correlation.
   */
  public double resolution() {
    double whole = orthogonal.output();
    return whole == 0 ? 0 : Math.max(0, 2 * (whole - half.output()) / whole);
  }

  /** The largest mean square of a layer, ln q. */
  public double largestLogVariance() {
    return layers.stream().mapToDouble(LayerState::logVariance).max().orElseThrow();
  }

  /** Where the mean square overflows that format. */
  public Optional<RangeLimit> overflow(String format) {
    return overflow.stream().filter(limit -> limit.format().equals(format)).findFirst();
  }
}
