package io.brink.finitewidth;

import static io.brink.finitewidth.MomentMatrix.A;
import static io.brink.finitewidth.MomentMatrix.AA;
import static io.brink.finitewidth.MomentMatrix.AE;
import static io.brink.finitewidth.MomentMatrix.E;
import static io.brink.finitewidth.MomentMatrix.EE;
import static io.brink.finitewidth.MomentMatrix.ORDER;
import static io.brink.finitewidth.MomentMatrix.at;

import io.brink.activation.Activation;
import io.brink.network.FilterLaw;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.WeightLaw;
import io.brink.propagation.Approximation;
import io.brink.propagation.ForwardTrace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One pass over the network: the moments of each tensor are a linear function of those of its
 * inputs plus fresh noise, so that covariances with all tensors still to be read follow.
 */
final class FluctuationPass {

  private static final double ROUNDING = 1e-14;

  private final ForwardTrace trace;
  private final Widths widths;
  private final FiniteWidth.ResponseCache responses;
  private final Network network;
  private final Spread[] measured;
  private final Spread[] kernel;
  private final List<Approximation> limits = new ArrayList<>();
  private final boolean masks;

  /** Tensors still to be read, by node. */
  private final TreeMap<Integer, TensorMoments> live = new TreeMap<>();

  private final int[] reads;

  /** Nodes at which the theory has ended. */
  private final Set<Integer> missing = new HashSet<>();

  FluctuationPass(ForwardTrace trace, Widths widths, FiniteWidth.ResponseCache responses) {
    this.trace = trace;
    this.widths = widths;
    this.responses = responses;
    network = trace.network();
    measured = new Spread[network.size()];
    kernel = new Spread[network.size()];
    reads = new int[network.size()];
    for (int i = 0; i < reads.length; i++) {
      reads[i] = network.consumerCount(i);
    }
    masks =
        network.nodes().stream()
            .anyMatch(n -> n.operation() instanceof Operation.Dropout d && d.rate() > 0);
  }

  FiniteWidthTrace run() {
    for (Node node : network.nodes()) {
      int i = node.index();
      if (node.inputs().stream().anyMatch(missing::contains)) {
        missing.add(i);
      } else {
        TensorMoments tensor = tensor(node);
        if (tensor == null) {
          missing.add(i);
        } else {
          live.put(i, tensor);
          measured[i] = spread(i, tensor.covariance(), tensor.noise, tensor.bias);
        }
      }
      release(node);
    }
    return new FiniteWidthTrace(trace, widths, measured, kernel, limits);
  }

  private void release(Node node) {
    for (int input : node.inputs()) {
      if (--reads[input] == 0 && live.remove(input) != null) {
        for (TensorMoments other : live.tailMap(input).values()) {
          other.forget(input);
        }
      }
    }
  }

  private void limit(Node node, String reason) {
    limits.add(new Approximation(node.index(), node.name(), reason));
  }

  /** The node's moments, or null where the theory does not reach. */
  private TensorMoments tensor(Node node) {
    return switch (node.operation()) {
      case Operation.Input _ -> input(node);
      case Operation.Affine affine ->
          fresh(
              node,
              affine.weightVariance(),
              affine.biasVariance(),
              affine.weightLaw() == WeightLaw.ORTHOGONAL);
      case Operation.Convolution convolution ->
          fresh(
              node,
              convolution.weightVariance(),
              convolution.biasVariance(),
              convolution.filterLaw() == FilterLaw.ORTHOGONAL_DELTA);
      case Operation.Nonlinearity(Activation activation) -> nonlinear(node, activation);
      case Operation.WeightedSum(List<Double> weights) -> sum(node, weights);
      case Operation.LayerNormalisation _ -> normalised(node);
      case Operation.Scale(double factor) -> scaled(node, factor);
      case Operation.Dropout(double rate) -> rate == 0 ? copy(node) : masked(node, rate);
      case Operation.AveragePooling _, Operation.Flatten _ -> copy(node);
    };
  }

  private TensorMoments input(Node node) {
    TensorMoments tensor =
        new TensorMoments(node.index(), widths.units(node), trace.gap(node.index()));
    tensor.bias = new double[ORDER];
    return tensor;
  }

  private TensorMoments only(Node node) {
    return live.get(node.inputs().getFirst());
  }

  /** Covariances of y = Σ_k maps[k]·(moments of from[k]) + noise with every live tensor. */
  private void connect(
      TensorMoments y, List<TensorMoments> from, List<double[]> maps, double[] noise) {
    for (TensorMoments t : live.values()) {
      double[] block = null;
      for (int k = 0; k < maps.size(); k++) {
        double[] inner = from.get(k).covarianceWith(t);
        if (inner != null) {
          if (block == null) {
            block = MomentMatrix.zero();
          }
          MomentMatrix.add(block, 1, MomentMatrix.product(maps.get(k), inner));
        }
      }
      if (block != null) {
        y.covariance(t, block);
      }
    }
    y.noise = noise;
    double[] own = noise.clone();
    for (int k = 0; k < maps.size(); k++) {
      double[] block = y.covarianceWith(from.get(k));
      if (block != null) {
        MomentMatrix.add(own, 1, MomentMatrix.productWithTranspose(block, maps.get(k)));
      }
    }
    y.covariance(y, own);
  }

  // ---- affine nodes ----

  private TensorMoments fresh(
      Node node, double weightVariance, double biasVariance, boolean orthogonal) {
    int i = node.index();
    TensorMoments x = only(node);
    TensorMoments h = new TensorMoments(i, widths.units(node), trace.gap(i));
    h.singleSource = true;
    h.thirdCumulants = new double[4];
    h.fourthCumulants = new double[5];
    double bias1 = share(biasVariance, trace.logVariance1(i));
    double bias2 = share(biasVariance, trace.logVariance2(i));
    double[] map =
        MomentMatrix.ofSecondMoments(
            linear(
                x, h, root(weightVariance, bias1, x, i, 1), root(weightVariance, bias2, x, i, 2)));
    double[] law = MomentMatrix.congruence(map, x.covariance());
    h.bias = x.bias == null ? null : MomentMatrix.apply(map, x.bias);
    kernel[i] = spread(i, law, MomentMatrix.zero(), h.bias);
    double[] noise = h.wick();
    scale(noise, 1 / h.units);
    if (orthogonal) {
      orthogonalNoise(noise, h, Math.sqrt(bias1), Math.sqrt(bias2), node);
    }
    h.random = weightVariance > 0 || biasVariance > 0;
    connect(h, List.of(x), List.of(map), noise);
    return h;
  }

  /**
   * Lengths and angles of the columns of W x under a matrix with orthonormal columns are those of
   * x: of the noise only that of the bias remains, and, for fewer units than inputs, that of
   * choosing some of the coordinates.
   */
  private void orthogonalNoise(
      double[] noise, TensorMoments h, double bias1, double bias2, Node node) {
    double fanIn = widths.units(network.node(node.inputs().getFirst()));
    double a = (bias1 + bias2) / 2;
    double e = h.gap > 0 ? (bias1 - bias2) / Math.sqrt(2 * h.gap) : 0;
    double[] turned = MomentMatrix.wick(1 - h.gap / 2 - a * a, -a * e, 1 - e * e);
    double chosen = Math.max(0, 1 / h.units - 1 / fanIn);
    for (int r = AA; r <= EE; r++) {
      for (int c = AA; c <= EE; c++) {
        noise[at(r, c)] += (chosen - 1 / h.units) * turned[at(r, c)];
      }
    }
  }

  /** σ_b²/q. */
  private static double share(double biasVariance, double logVariance) {
    return biasVariance == 0 ? 0 : Math.min(1, Math.exp(Math.log(biasVariance) - logVariance));
  }

  /** σ_w √(p/q), for the first or second input. */
  private double root(
      double weightVariance, double biasShare, TensorMoments x, int node, int which) {
    if (biasShare == 0) {
      return weightVariance > 0 ? 1 : 0;
    }
    double log =
        Math.log(weightVariance)
            + (which == 1
                ? trace.logVariance1(x.node) - trace.logVariance1(node)
                : trace.logVariance2(x.node) - trace.logVariance2(node));
    return Math.exp(log / 2);
  }

  /**
   * The map of (a, e) of x to those of y where ŷ₁ = r₁x̂₁ and ŷ₂ = r₂x̂₂, as a 2 × 2 matrix by
   * rows.
   */
  private static double[] linear(TensorMoments x, TensorMoments y, double r1, double r2) {
    double mean = (r1 + r2) / 2;
    double difference = r1 - r2;
    double[] m = new double[4];
    m[0] = mean;
    m[1] = difference / 4 * Math.sqrt(2 * x.gap);
    if (y.gap > 0) {
      m[2] = difference / Math.sqrt(2 * y.gap);
      m[3] = mean * Math.sqrt(x.gap / y.gap);
    } else {
      m[3] = mean;
    }
    return m;
  }

  private static void scale(double[] m, double factor) {
    for (int i = 0; i < m.length; i++) {
      m[i] *= factor;
    }
  }

  // ---- activations ----

  private TensorMoments nonlinear(Node node, Activation activation) {
    int i = node.index();
    TensorMoments x = only(node);
    TensorMoments y = new TensorMoments(i, x.units, trace.gap(i));
    y.random = x.random;
    if (trace.logVariance1(i) == Double.NEGATIVE_INFINITY
        || trace.logVariance2(i) == Double.NEGATIVE_INFINITY
        || trace.logVariance1(x.node) == Double.NEGATIVE_INFINITY
        || trace.logVariance2(x.node) == Double.NEGATIVE_INFINITY) {
      limit(node, "its tensor is 0 or constant; relative fluctuations from here on are not given");
      return null;
    }
    double q1;
    double q2;
    if (activation.homogeneityDegree().isPresent()) {
      q1 = 1;
      double log = trace.logVariance2(x.node) - trace.logVariance1(x.node);
      q2 = Math.abs(log) < 1e-14 ? 1 : Math.exp(log);
    } else {
      q1 = trace.variance1(x.node);
      q2 = trace.variance2(x.node);
      if (Math.abs(q1 - q2) <= 1e-14 * q1) {
        q2 = q1;
      }
    }
    double angle = trace.correlation(x.node).angle();
    if (!ActivationResponse.resolves(responses.expectation(activation), q1, q2, angle)) {
      limit(
          node,
          "its activation jumps between inputs that all but agree; fluctuations from here on are"
              + " not given");
      return null;
    }
    ActivationResponse response = responses.of(activation, q1, q2, angle);
    y.meanA = response.meanA;
    y.meanE = response.meanE;
    if (masks) {
      double[] mean = {y.meanA, y.meanE};
      double[] square = {1 - y.gap / 2, 0, 1};
      y.thirdCumulants = Cumulants.third(response.third, mean, square);
      y.fourthCumulants = Cumulants.fourth(response.fourth, response.third, mean, square);
    }
    if (!x.random) {
      y.bias = new double[ORDER];
      return y;
    }
    if (!x.singleSource) {
      limit(
          node,
          "it acts on a sum whose units other activations have read: what is not of second order in"
              + " the units was taken to be independent between them, and no bias is given");
    } else if (otherReaders(x.node, i)) {
      limit(
          node,
          "another activation reads the same units: what is not of second order in the units was"
              + " taken to be independent between them");
    }
    if (x.bias != null && x.singleSource) {
      double[] law = x.covariance().clone();
      MomentMatrix.add(law, -1 / x.units, x.wick());
      y.bias = MomentMatrix.apply(response.jacobian, x.bias);
      double[] second = response.secondOrder(law);
      for (int k = 0; k < ORDER; k++) {
        y.bias[k] += second[k];
      }
    }
    double[] noise = response.remainder.clone();
    scale(noise, 1 / x.units);
    connect(y, List.of(x), List.of(response.jacobian), noise);
    return y;
  }

  private boolean otherReaders(int node, int reader) {
    for (int k = 0; k < network.consumerCount(node); k++) {
      int consumer = network.consumer(node, k);
      if (consumer < reader
          && network.node(consumer).operation() instanceof Operation.Nonlinearity) {
        return true;
      }
    }
    return false;
  }

  // ---- sums ----

  private TensorMoments sum(Node node, List<Double> weights) {
    int i = node.index();
    List<TensorMoments> terms = new ArrayList<>();
    List<double[]> linear = new ArrayList<>();
    TensorMoments first = live.get(node.inputs().getFirst());
    TensorMoments y = null;
    for (int k = 0; k < weights.size(); k++) {
      TensorMoments term = live.get(node.inputs().get(k));
      double w = weights.get(k);
      if (w == 0) {
        continue;
      }
      if (y == null || (!y.random && term.random)) {
        y = new TensorMoments(i, term.units, trace.gap(i));
        y.random = term.random;
      }
      terms.add(term);
      linear.add(new double[] {w * rootRatio1(term.node, i), w * rootRatio2(term.node, i)});
    }
    if (y == null) {
      y = new TensorMoments(i, first.units, trace.gap(i));
      y.bias = new double[ORDER];
      return y;
    }
    if (trace.hasDependentTerms(i)) {
      limit(
          node,
          "two of its terms are functions of the same units; fluctuations from here on are not"
              + " given");
      return null;
    }
    if (terms.size() == 1) {
      y.singleSource = terms.getFirst().singleSource;
    }
    for (int k = 0; k < terms.size(); k++) {
      double[] r = linear.get(k);
      linear.set(k, linear(terms.get(k), y, r[0], r[1]));
    }
    sum(y, terms, linear);
    return y;
  }

  private double rootRatio1(int from, int to) {
    double log = trace.logVariance1(from) - trace.logVariance1(to);
    return Double.isNaN(log) ? 0 : Math.exp(log / 2);
  }

  private double rootRatio2(int from, int to) {
    double log = trace.logVariance2(from) - trace.logVariance2(to);
    return Double.isNaN(log) ? 0 : Math.exp(log / 2);
  }

  /** y = Σ of independent terms, each with its 2 × 2 map. */
  private void sum(TensorMoments y, List<TensorMoments> terms, List<double[]> linear) {
    int count = terms.size();
    double[][] mean = new double[count][];
    double[][] centred = new double[count][];
    y.bias = new double[ORDER];
    if (masks) {
      y.thirdCumulants = new double[4];
      y.fourthCumulants = new double[5];
    }
    for (int k = 0; k < count; k++) {
      TensorMoments term = terms.get(k);
      double[] m = linear.get(k);
      mean[k] =
          new double[] {
            m[0] * term.meanA + m[1] * term.meanE, m[2] * term.meanA + m[3] * term.meanE
          };
      y.meanA += mean[k][0];
      y.meanE += mean[k][1];
      centred[k] = covariance(term, m);
      if (masks) {
        accumulateCumulants(y, term, m);
      }
    }
    List<double[]> maps = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double[] m = linear.get(k);
      double[] map = MomentMatrix.ofSecondMoments(m);
      map[at(A, A)] = m[0];
      map[at(A, E)] = m[1];
      map[at(E, A)] = m[2];
      map[at(E, E)] = m[3];
      // the mean of a product of independent terms is the product of their means
      double restA = y.meanA - mean[k][0];
      double restE = y.meanE - mean[k][1];
      for (int c = A; c <= E; c++) {
        map[at(AA, c)] = 2 * m[c] * restA;
        map[at(AE, c)] = m[c] * restE + m[2 + c] * restA;
        map[at(EE, c)] = 2 * m[2 + c] * restE;
      }
      maps.add(map);
      TensorMoments term = terms.get(k);
      if (term.bias == null) {
        y.bias = null;
      } else if (y.bias != null) {
        double[] part = MomentMatrix.apply(map, term.bias);
        for (int c = 0; c < ORDER; c++) {
          y.bias[c] += part[c];
        }
      }
    }
    double[] noise = MomentMatrix.zero();
    for (int k = 0; k < count; k++) {
      for (int l = 0; l < k; l++) {
        if (terms.get(k).random || terms.get(l).random) {
          addProductNoise(noise, centred[k], centred[l], 1 / y.units);
        }
        double[] block = terms.get(k).covarianceWith(terms.get(l));
        if (block != null && y.bias != null) {
          addMeanProducts(y.bias, linear.get(k), block, linear.get(l));
        }
      }
    }
    connect(y, terms, maps, noise);
  }

  private static void accumulateCumulants(TensorMoments y, TensorMoments term, double[] m) {
    if (term.thirdCumulants == null || y.thirdCumulants == null) {
      y.thirdCumulants = null;
      y.fourthCumulants = null;
      return;
    }
    double[] third = Cumulants.transformed(term.thirdCumulants, m);
    double[] fourth = Cumulants.transformed(term.fourthCumulants, m);
    for (int k = 0; k < third.length; k++) {
      y.thirdCumulants[k] += third[k];
    }
    for (int k = 0; k < fourth.length; k++) {
      y.fourthCumulants[k] += fourth[k];
    }
  }

  /** Covariance over units of m (a, e), as (c₀, c₁, c₂). */
  private static double[] covariance(TensorMoments term, double[] m) {
    double aa = 1 - term.gap / 2 - term.meanA * term.meanA;
    double ae = -term.meanA * term.meanE;
    double ee = 1 - term.meanE * term.meanE;
    return new double[] {
      m[0] * m[0] * aa + 2 * m[0] * m[1] * ae + m[1] * m[1] * ee,
      m[0] * m[2] * aa + (m[0] * m[3] + m[1] * m[2]) * ae + m[1] * m[3] * ee,
      m[2] * m[2] * aa + 2 * m[2] * m[3] * ae + m[3] * m[3] * ee
    };
  }

  /** Noise of the mean over units of x yᵀ + y xᵀ for independent centred x, y. */
  private static void addProductNoise(double[] noise, double[] x, double[] y, double factor) {
    // the moments r, s of a symmetric matrix are numbered AA + r + s
    for (int p = 0; p < 3; p++) {
      int r = p == 2 ? 1 : 0;
      int s = p == 0 ? 0 : 1;
      for (int t = 0; t < 3; t++) {
        int u = t == 2 ? 1 : 0;
        int v = t == 0 ? 0 : 1;
        double value =
            x[r + u] * y[s + v] + x[r + v] * y[s + u] + y[r + u] * x[s + v] + y[r + v] * x[s + u];
        noise[at(AA + p, AA + t)] += factor * value;
      }
    }
  }

  /** Adds E of the products of the fluctuations of two terms' means. */
  private static void addMeanProducts(double[] bias, double[] m, double[] block, double[] n) {
    double[] c = new double[4];
    for (int r = 0; r < 2; r++) {
      for (int s = 0; s < 2; s++) {
        for (int p = 0; p < 2; p++) {
          for (int q = 0; q < 2; q++) {
            c[2 * r + s] += m[2 * r + p] * block[at(p, q)] * n[2 * s + q];
          }
        }
      }
    }
    bias[AA] += 2 * c[0];
    bias[AE] += c[1] + c[2];
    bias[EE] += 2 * c[3];
  }

  // ---- the rest ----

  private TensorMoments copy(Node node) {
    return scaled(node, 1);
  }

  private TensorMoments scaled(Node node, double factor) {
    int i = node.index();
    TensorMoments x = only(node);
    double sign = Math.signum(factor);
    TensorMoments y = inherit(x, i);
    y.meanA = sign * x.meanA;
    y.meanE = sign * x.meanE;
    if (x.thirdCumulants != null) {
      y.thirdCumulants = x.thirdCumulants.clone();
      for (int k = 0; k < y.thirdCumulants.length; k++) {
        y.thirdCumulants[k] *= sign;
      }
    }
    double[] map = MomentMatrix.zero();
    map[at(A, A)] = sign;
    map[at(E, E)] = sign;
    for (int k = AA; k <= EE; k++) {
      map[at(k, k)] = factor == 0 ? 0 : 1;
    }
    y.bias = x.bias == null ? null : MomentMatrix.apply(map, x.bias);
    connect(y, List.of(x), List.of(map), MomentMatrix.zero());
    return y;
  }

  private TensorMoments inherit(TensorMoments x, int node) {
    TensorMoments y = new TensorMoments(node, x.units, trace.gap(node));
    y.random = x.random;
    y.singleSource = x.singleSource;
    y.meanA = x.meanA;
    y.meanE = x.meanE;
    y.thirdCumulants = x.thirdCumulants;
    y.fourthCumulants = x.fourthCumulants;
    return y;
  }

  /** Each input divided by its own root mean square over units: what is left is that of c. */
  private TensorMoments normalised(Node node) {
    TensorMoments x = only(node);
    TensorMoments y = inherit(x, node.index());
    double g = x.gap;
    double[] map = MomentMatrix.zero();
    map[at(A, A)] = 1;
    map[at(A, AA)] = -x.meanA / 2;
    map[at(A, EE)] = -x.meanA * g / 4;
    map[at(A, AE)] = -x.meanE * g / 2;
    map[at(E, E)] = 1;
    map[at(E, AA)] = -x.meanE / 2;
    map[at(E, EE)] = -x.meanE * g / 4;
    map[at(E, AE)] = -x.meanA;
    map[at(EE, EE)] = 1 - g / 2;
    map[at(EE, AA)] = -1;
    map[at(AA, EE)] = -g / 2 * (1 - g / 2);
    map[at(AA, AA)] = g / 2;
    connect(y, List.of(x), List.of(map), MomentMatrix.zero());
    if (x.bias != null) {
      y.bias = MomentMatrix.apply(map, x.bias);
      double[] c = x.covariance();
      y.bias[EE] = TensorMoments.relativeGapBias(g, x.bias, c);
      y.bias[AA] = -g / 2 * y.bias[EE];
      y.bias[AE] = 0;
      addMeanBias(x, y);
    }
    return y;
  }

  /** The second order of m/√k, m the mean over units and k the mean square. */
  private static void addMeanBias(TensorMoments x, TensorMoments y) {
    double[] basis = TensorMoments.toInputs(x.gap);
    double[] c = MomentMatrix.congruence(basis, x.covariance());
    double half = Math.sqrt(x.gap / 2);
    double mean1 = x.meanA + half * x.meanE;
    double mean2 = x.meanA - half * x.meanE;
    double bias1 = -0.5 * c[at(0, 2)] + 0.375 * mean1 * c[at(2, 2)];
    double bias2 = -0.5 * c[at(1, 4)] + 0.375 * mean2 * c[at(4, 4)];
    y.bias[A] += (bias1 + bias2) / 2;
    if (x.gap > 0) {
      y.bias[E] += (bias1 - bias2) / (2 * half);
    }
  }

  /** Independent masks for the two inputs. */
  private TensorMoments masked(Node node, double rate) {
    int i = node.index();
    TensorMoments x = only(node);
    if (x.thirdCumulants == null) {
      limit(
          node,
          "the fourth moments over units of what it masks are not known; fluctuations from here on"
              + " are not given");
      return null;
    }
    double kept = 1 - rate;
    TensorMoments y = inherit(x, i);
    y.random = true;
    double[] into = TensorMoments.toInputs(x.gap);
    double[] back = TensorMoments.fromInputs(y.gap);
    double[] mask = MomentMatrix.zero();
    mask[at(0, 0)] = Math.sqrt(kept);
    mask[at(1, 1)] = Math.sqrt(kept);
    mask[at(2, 2)] = 1;
    mask[at(3, 3)] = kept;
    mask[at(4, 4)] = 1;
    double[] map = MomentMatrix.product(back, MomentMatrix.product(mask, into));
    double[] xMean = {x.meanA, x.meanE};
    double[] xSquare = {1 - x.gap / 2, 0, 1};
    double half = Math.sqrt(x.gap / 2);
    double[] toInputs = {1, half, 1, -half};
    double[] rawThird = Cumulants.rawThird(x.thirdCumulants, xMean, xSquare);
    double[] third = Cumulants.transformed(rawThird, toInputs);
    double[] fourth =
        Cumulants.transformed(
            Cumulants.rawFourth(x.fourthCumulants, rawThird, xMean, xSquare), toInputs);
    double[] noise = MomentMatrix.zero();
    double root = Math.sqrt(kept);
    noise[at(0, 0)] = rate;
    noise[at(1, 1)] = rate;
    noise[at(0, 2)] = rate / root * third[0];
    noise[at(1, 4)] = rate / root * third[3];
    noise[at(0, 3)] = rate * root * third[1];
    noise[at(1, 3)] = rate * root * third[2];
    noise[at(2, 2)] = rate / kept * fourth[0];
    noise[at(4, 4)] = rate / kept * fourth[4];
    noise[at(2, 3)] = rate * fourth[1];
    noise[at(3, 4)] = rate * fourth[3];
    noise[at(3, 3)] = (1 - kept * kept) * fourth[2];
    for (int r = 0; r < ORDER; r++) {
      for (int c = 0; c < r; c++) {
        noise[at(r, c)] = noise[at(c, r)];
      }
    }
    noise = MomentMatrix.congruence(back, noise);
    scale(noise, 1 / x.units);
    y.bias = x.bias == null ? null : MomentMatrix.apply(map, x.bias);
    y.meanA = back[at(A, 0)] * root * (mean1(x) + mean2(x));
    y.meanE = back[at(E, 0)] * root * (mean1(x) - mean2(x));
    double inverse = 1 / Math.sqrt(2 * y.gap);
    double[] fromInputs = {0.5, 0.5, inverse, -inverse};
    double[] yThird =
        Cumulants.transformed(
            new double[] {third[0] / root, root * third[1], root * third[2], third[3] / root},
            fromInputs);
    double[] yFourth =
        Cumulants.transformed(
            new double[] {fourth[0] / kept, fourth[1], fourth[2], fourth[3], fourth[4] / kept},
            fromInputs);
    double[] yMean = {y.meanA, y.meanE};
    double[] ySquare = {1 - y.gap / 2, 0, 1};
    y.thirdCumulants = Cumulants.third(yThird, yMean, ySquare);
    y.fourthCumulants = Cumulants.fourth(yFourth, yThird, yMean, ySquare);
    connect(y, List.of(x), List.of(map), noise);
    return y;
  }

  private static double mean1(TensorMoments x) {
    return x.meanA + Math.sqrt(x.gap / 2) * x.meanE;
  }

  private static double mean2(TensorMoments x) {
    return x.meanA - Math.sqrt(x.gap / 2) * x.meanE;
  }

  // ---- results ----

  /**
   * @param c covariance of the moments
   * @param noise the part of it that is the node's own
   */
  private Spread spread(int node, double[] c, double[] noise, double[] bias) {
    double g = trace.gap(node);
    double half = Math.sqrt(g / 2);
    double[] length1 = {0, 0, 1, 2 * half, half * half};
    double[] length2 = {0, 0, 1, -2 * half, half * half};
    double[] gap = {0, 0, -1, 0, 1 - g / 2};
    double[] covariance = {0, 0, 1, 0, -half * half};
    return new Spread(
        trace.variance1(node),
        trace.variance2(node),
        g,
        deviation(length1, c, noise),
        deviation(length2, c, noise),
        g == 0 ? 0 : deviation(gap, c, noise),
        deviation(covariance, c, noise),
        Optional.ofNullable(bias)
            .map(
                b ->
                    new Spread.Bias(
                        dot(length1, b),
                        dot(length2, b),
                        g == 0 ? 0 : TensorMoments.relativeGapBias(g, b, c),
                        dot(covariance, b))));
  }

  /**
   * Standard deviation of a product of many factors near 1 that scatter by v in all, and of one
   * that scatters by n: Var = e^v (1 + n) − 1.
   */
  private static double deviation(double[] x, double[] c, double[] noise) {
    double all = quadratic(x, c);
    double own = quadratic(x, noise);
    double inherited = Math.max(0, all - own);
    return Math.sqrt(Math.expm1(inherited) + Math.exp(inherited) * own);
  }

  /** xᵀ c x; 0 where nothing but rounding is left. */
  private static double quadratic(double[] x, double[] c) {
    double sum = 0;
    double magnitude = 0;
    for (int i = 0; i < ORDER; i++) {
      for (int j = 0; j < ORDER; j++) {
        double term = x[i] * c[at(i, j)] * x[j];
        sum += term;
        magnitude += Math.abs(term);
      }
    }
    return sum > ROUNDING * magnitude ? sum : 0;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < ORDER; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
