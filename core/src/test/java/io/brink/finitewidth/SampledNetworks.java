package io.brink.finitewidth;

import io.brink.activation.Activation;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.WeightLaw;
import io.brink.propagation.InputPair;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random networks of vectors, sampled exactly for one pair of inputs: given two vectors x₁, x₂
 * below, the rows of W(x₁, x₂) are independent Gaussians with the Gram matrix as covariance, and
 * for orthogonal W a uniform frame turned by its root (theory of finite width, section on exact
 * sampling). What the tests hold the predictions against.
 */
final class SampledNetworks {

  private final Network network;
  private final InputPair pair;
  private final int networks;

  /** By node: sums over networks of ln q₁ and c deviations. */
  final double[] meanVariance;

  final double[] meanGap;
  final double[] stdVariance;
  final double[] stdGap;

  SampledNetworks(Network network, InputPair pair, int networks, long seed) {
    this.network = network;
    this.pair = pair;
    this.networks = networks;
    int size = network.size();
    meanVariance = new double[size];
    meanGap = new double[size];
    stdVariance = new double[size];
    stdGap = new double[size];
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = 0; k < networks; k++) {
      sample(random, k);
    }
    for (int i = 0; i < size; i++) {
      stdVariance[i] = Math.sqrt(stdVariance[i] / (networks - 1));
      stdGap[i] = Math.sqrt(stdGap[i] / (networks - 1));
    }
  }

  private void sample(SplittableRandom random, int k) {
    double[][][] tensors = new double[network.size()][][];
    for (Node node : network.nodes()) {
      int i = node.index();
      double[][] x = node.inputs().isEmpty() ? null : tensors[node.inputs().getFirst()];
      tensors[i] =
          switch (node.operation()) {
            case Operation.Input _ -> input(node.shape().width());
            case Operation.Affine affine -> affine(affine, x, random);
            case Operation.Nonlinearity(Activation activation) -> apply(activation, x);
            case Operation.WeightedSum(List<Double> weights) -> sum(node, weights, tensors);
            case Operation.LayerNormalisation _ -> normalised(x);
            case Operation.Dropout(double rate) -> masked(x, rate, random);
            case Operation.Scale(double factor) -> scaled(x, factor);
            default -> throw new IllegalArgumentException(node.operation().toString());
          };
      double q1 = mean(tensors[i][0], tensors[i][0]);
      double q2 = mean(tensors[i][1], tensors[i][1]);
      double[][] y = tensors[i];
      double gap = 0;
      for (int u = 0; u < y[0].length; u++) {
        double d = y[0][u] / Math.sqrt(q1) - y[1][u] / Math.sqrt(q2);
        gap += d * d / (2 * y[0].length);
      }
      welford(meanVariance, stdVariance, i, q1, k);
      welford(meanGap, stdGap, i, gap, k);
    }
  }

  private static void welford(double[] mean, double[] square, int i, double value, int k) {
    double delta = value - mean[i];
    mean[i] += delta / (k + 1);
    square[i] += delta * (value - mean[i]);
  }

  double meanVarianceError(int node) {
    return stdVariance[node] / Math.sqrt(networks);
  }

  double meanGapError(int node) {
    return stdGap[node] / Math.sqrt(networks);
  }

  private double[][] input(int units) {
    // cosines and sines: the lengths and the correlation are exact
    double[][] x = new double[2][units];
    double c = pair.correlation().value();
    double s = Math.sin(pair.correlation().angle());
    for (int u = 0; u < units; u++) {
      double phase = 2 * Math.PI * (u + 0.25) / units;
      double p = Math.sqrt(2) * Math.cos(phase);
      double q = Math.sqrt(2) * Math.sin(phase);
      x[0][u] = Math.sqrt(pair.variance1()) * p;
      x[1][u] = Math.sqrt(pair.variance2()) * (c * p + s * q);
    }
    return x;
  }

  private static double[][] affine(Operation.Affine affine, double[][] x, SplittableRandom random) {
    int n = affine.units();
    int m = x[0].length;
    double q1 = mean(x[0], x[0]);
    double l = mean(x[0], x[1]) / Math.sqrt(q1);
    double rest = Math.sqrt(Math.max(0, mean(x[1], x[1]) - l * l));
    double[] z1 = gaussian(n, random);
    double[] z2 = gaussian(n, random);
    if (affine.weightLaw() == WeightLaw.ORTHOGONAL) {
      if (m > n) {
        double[] tail1 = gaussian(m - n, random);
        double[] tail2 = gaussian(m - n, random);
        orthonormalise(z1, z2, tail1, tail2);
      } else {
        orthonormalise(z1, z2, new double[0], new double[0]);
      }
    }
    double[][] h = new double[2][n];
    double w = Math.sqrt(affine.weightVariance());
    double b = Math.sqrt(affine.biasVariance());
    for (int u = 0; u < n; u++) {
      double bias = b == 0 ? 0 : b * random.nextGaussian();
      h[0][u] = w * Math.sqrt(q1) * z1[u] + bias;
      h[1][u] = w * (l * z1[u] + rest * z2[u]) + bias;
    }
    return h;
  }

  /** Makes both vectors orthogonal with mean square 1 over all coordinates. */
  private static void orthonormalise(double[] z1, double[] z2, double[] tail1, double[] tail2) {
    int m = z1.length + tail1.length;
    double s1 = Math.sqrt(m / (dot(z1, z1) + dot(tail1, tail1)));
    multiply(z1, s1);
    multiply(tail1, s1);
    double p = (dot(z1, z2) + dot(tail1, tail2)) / m;
    for (int u = 0; u < z1.length; u++) {
      z2[u] -= p * z1[u];
    }
    for (int u = 0; u < tail1.length; u++) {
      tail2[u] -= p * tail1[u];
    }
    multiply(z2, Math.sqrt(m / (dot(z2, z2) + dot(tail2, tail2))));
  }

  private static void multiply(double[] x, double factor) {
    for (int u = 0; u < x.length; u++) {
      x[u] *= factor;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int u = 0; u < a.length; u++) {
      sum += a[u] * b[u];
    }
    return sum;
  }

  private static double[] gaussian(int n, SplittableRandom random) {
    double[] z = new double[n];
    for (int u = 0; u < n; u++) {
      z[u] = random.nextGaussian();
    }
    return z;
  }

  private static double mean(double[] a, double[] b) {
    return dot(a, b) / a.length;
  }

  private static double[][] apply(Activation activation, double[][] x) {
    double[][] y = new double[2][x[0].length];
    activation.evaluate(x[0].length, x[0], y[0], null, null);
    activation.evaluate(x[1].length, x[1], y[1], null, null);
    return y;
  }

  private static double[][] sum(Node node, List<Double> weights, double[][][] tensors) {
    double[][] first = tensors[node.inputs().getFirst()];
    double[][] y = new double[2][first[0].length];
    for (int k = 0; k < weights.size(); k++) {
      double[][] x = tensors[node.inputs().get(k)];
      for (int side = 0; side < 2; side++) {
        for (int u = 0; u < y[side].length; u++) {
          y[side][u] += weights.get(k) * x[side][u];
        }
      }
    }
    return y;
  }

  private static double[][] normalised(double[][] x) {
    double[][] y = {x[0].clone(), x[1].clone()};
    multiply(y[0], 1 / Math.sqrt(mean(x[0], x[0])));
    multiply(y[1], 1 / Math.sqrt(mean(x[1], x[1])));
    return y;
  }

  private static double[][] masked(double[][] x, double rate, SplittableRandom random) {
    double[][] y = {x[0].clone(), x[1].clone()};
    for (double[] side : y) {
      for (int u = 0; u < side.length; u++) {
        side[u] = random.nextDouble() < rate ? 0 : side[u] / (1 - rate);
      }
    }
    return y;
  }

  private static double[][] scaled(double[][] x, double factor) {
    double[][] y = {x[0].clone(), x[1].clone()};
    multiply(y[0], factor);
    multiply(y[1], factor);
    return y;
  }
}
