package io.brink.spectrum;

import io.brink.network.WeightLaw;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.SlopeSample.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How far the share of singular values above s in one random network of finite width scatters about
 * its limit.
 *
 * <p>The closed form of the mass above z (see the package essay) is stationary in m and all w_l at
 * their solution. So a small change of the law of t = φ′(h)² in layer l changes the mass by its
 * explicit part alone,
 *
 * <pre>
 *   δμ(z, ∞) = r_l ∫ k_l dδμ_l,    k_l(t) = arg(1 − t/w_l)/π,    0 ≤ k_l ≤ 1.
 * </pre>
 *
 * <p>A network of width N has for μ_l the law of N_l units that are drawn from it, and passes on a
 * mean square that scatters too: q_{l+1} − σ_w² V(q_l) − σ_b² is the mean over units of σ_w²(φ(h)²
 * − V). With b_l the total derivative of the mass by q_l, b_l = r_l d E k_l/dq_l + σ_w² V′(q_l)
 * b_{l+1}, the variance to first order in 1/N is
 *
 * <pre>
 *   Σ_l Var[r_l k_l(φ′(h)²) + σ_w² b_{l+1} φ(h)²]/N_l
 * </pre>
 *
 * <p>With orthogonal weights the mean of h² over units is fixed, up to the bias, and what it
 * explains of a layer's variance is left out. The randomness of matrices given the slopes moves
 * eigenvalues by a share of √ln N/N only: their number below a place has the variance (1 + ln N)/π²
 * (order and logarithm as for Gaussian matrices, Costin and Lebowitz 1995), which is added.
 *
 * <p>Not covered is the bias, of order 1/N.
 */
public final class SpectrumScatter {

  /**
   * A layer: weights, and the activation behind them.
   *
   * @param slopes of the activation; null for none
   * @param q preactivation variance
   * @param ratio width over that of the input
   * @param square σ_w²
   * @param bias σ_b²
   */
  record Layer(Slopes slopes, double q, double ratio, WeightLaw law, double square, double bias) {
    /** With an activation behind the weights. */
    Layer with(Slopes activation) {
      return new Layer(activation, q, ratio, law, square, bias);
    }
  }

  private final List<Layer> layers;
  private final JacobianSpectrum spectrum;
  private final Map<Slopes, SlopeSample> samples = new HashMap<>();

  SpectrumScatter(List<Layer> layers, JacobianSpectrum spectrum) {
    this.layers = List.copyOf(layers);
    this.spectrum = spectrum;
    for (Layer layer : layers) {
      if (layer.slopes() != null) {
        samples.computeIfAbsent(layer.slopes(), SlopeSample::new);
      }
    }
  }

  /**
   * The standard deviation over networks of the share of singular values above e^{u/2}.
   *
   * @param logSquare u, inside of the support
   * @param width N of the input; other widths are in proportion
   * @return NaN outside of the support
   */
  public double deviation(double logSquare, int width) {
    Optional<ShareResponse> share = spectrum.law().response(logSquare);
    if (share.isEmpty()) {
      return Double.NaN;
    }
    Map<Slopes, Response> responses = new HashMap<>();
    double slopes =
        variance(
            layer ->
                responses
                    .computeIfAbsent(
                        layer.slopes(),
                        key ->
                            samples
                                .get(key)
                                .response(share.get().kernel(key, layer.ratio()), layer.q()))
                    .times(layer.ratio()));
    return Math.sqrt(slopes / width + share.get().matrixVariance(width));
  }

  /**
   * The relative standard deviation over networks of the mean squared singular value: as above with
   * k_l = t/E t, and what the matrices bring. Given the layers below, whose squared singular values
   * have the relative variance v, the rows of a Gaussian matrix times them have squared lengths of
   * relative variance 2(1 + v)/N, those of an orthogonal one 2v/N with a fixed sum; so a layer adds
   * 2(1 + v)(1 + Var k)/N² or 2v Var k/N². As v grows by 1 and more a Gaussian layer, that is L²/N²
   * in deep networks: the mean square says nothing any more once L is of the order of N.
   *
   * @param width N of the input
   */
  public double deviationOfMean(int width) {
    double slopes = variance(layer -> samples.get(layer.slopes()).responseOfLogMean(layer.q()));
    double matrices = 0;
    double spread = 0;
    for (Layer layer : layers) {
      double slopeVariance =
          layer.slopes() == null
              ? 0
              : samples.get(layer.slopes()).responseOfLogMean(layer.q()).variance();
      switch (layer.law()) {
        case GAUSSIAN -> {
          matrices += 2 * (1 + spread) * (1 + slopeVariance) / layer.ratio();
          spread += 1 / layer.ratio();
        }
        case ORTHOGONAL -> matrices += 2 * spread * slopeVariance / layer.ratio();
      }
      spread += slopeVariance / layer.ratio();
    }
    return Math.sqrt(slopes / width + matrices / width / width);
  }

  /** N times the variance that the layers' units bring to a figure with these responses. */
  private double variance(Function<Layer, Response> responses) {
    double behind = 0;
    double squareBehind = 0;
    double sum = 0;
    for (Layer layer : layers.reversed()) {
      double passed = squareBehind * behind;
      if (layer.slopes() == null) {
        // the mean of h² itself is passed
        sum += passed * passed * 2 * layer.q() * layer.q() * share(layer) / layer.ratio();
        behind = passed;
      } else {
        Response response = responses.apply(layer);
        double square = response.withSquare() + passed * response.valueWithSquare();
        double variance =
            response.variance()
                + 2 * passed * response.withValue()
                + passed * passed * response.valueVariance();
        // z² has the variance 2
        sum += (variance - (1 - share(layer)) * square * square / 2) / layer.ratio();
        SlopeSample sample = samples.get(layer.slopes());
        behind = response.byVariance() + passed * sample.meanSquareDerivative(layer.q());
      }
      squareBehind = layer.square();
    }
    return Math.max(0, sum);
  }

  /** The part of the variance 2q² of h² that the mean over units keeps. */
  private static double share(Layer layer) {
    if (layer.law() == WeightLaw.GAUSSIAN || layer.q() == 0) {
      return 1;
    }
    double signal = layer.q() - layer.bias();
    return (4 * signal * layer.bias() + 2 * layer.bias() * layer.bias())
        / (2 * layer.q() * layer.q());
  }
}
