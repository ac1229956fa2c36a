package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.expectation.GaussLegendre;
import io.brink.internal.special.NormalDistribution;
import io.brink.spectrum.JacobianFactor.Slopes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Means over one unit's preactivation h = √q z of products of φ(h)², h² and a function of φ′(h)²
 * that may jump: by many panels, to about three digits where it does.
 */
final class SlopeSample {

  private static final GaussLegendre RULE = new GaussLegendre(16);
  private static final double REACH = 8;
  private static final double PANEL = 0.25;

  private final double[] z;
  private final double[] weight;
  private final double[] squaredSlope;
  private final double[] squaredValue;
  private final double meanSquare;

  SlopeSample(Slopes slopes) {
    Activation activation = slopes.activation();
    double scale = Math.sqrt(slopes.preactivationVariance());
    List<Double> edges = new ArrayList<>(List.of(-REACH));
    for (Breakpoint breakpoint : activation.breakpoints()) {
      double at = scale == 0 ? 0 : breakpoint.location() / scale;
      if (at > edges.getLast() && at < REACH) {
        edges.add(at);
      }
    }
    edges.add(REACH);
    List<double[]> panels = new ArrayList<>();
    for (int i = 1; i < edges.size(); i++) {
      double from = edges.get(i - 1);
      int count = (int) Math.ceil((edges.get(i) - from) / PANEL);
      double step = (edges.get(i) - from) / count;
      for (int k = 0; k < count; k++) {
        panels.add(new double[] {from + k * step, from + (k + 1) * step});
      }
    }
    int n = RULE.size();
    z = new double[panels.size() * n];
    weight = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double[] panel = panels.get(i / n);
      double half = 0.5 * (panel[1] - panel[0]);
      z[i] = 0.5 * (panel[0] + panel[1]) + half * RULE.node(i % n);
      weight[i] = half * RULE.weight(i % n) * NormalDistribution.density(z[i]);
    }
    double[] x = new double[z.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = scale * z[i];
    }
    squaredValue = new double[x.length];
    squaredSlope = new double[x.length];
    activation.evaluate(x.length, x, squaredValue, squaredSlope, null);
    double mean = 0;
    for (int i = 0; i < x.length; i++) {
      squaredValue[i] *= squaredValue[i];
      squaredSlope[i] *= squaredSlope[i];
      mean += weight[i] * squaredValue[i];
    }
    meanSquare = mean;
  }

  /** V(q) = E φ². */
  double meanSquare() {
    return meanSquare;
  }

  /** V′(q) = E φ²(z² − 1)/(2q); no derivative of φ is taken. */
  double meanSquareDerivative(double q) {
    return byVariance(squaredValue, q);
  }

  private double byVariance(double[] f, double q) {
    double sum = 0;
    for (int i = 0; i < f.length; i++) {
      sum += weight[i] * f[i] * (z[i] * z[i] - 1);
    }
    return q == 0 ? 0 : sum / (2 * q);
  }

  /**
   * How a figure of the spectrum responds to one layer.
   *
   * @param variance Var k of the response k to a unit's t
   * @param withValue Cov(k, φ²)
   * @param valueVariance Var φ²
   * @param withSquare Cov(k, z²)
   * @param valueWithSquare Cov(φ², z²)
   * @param byVariance d E k/dq
   */
  record Response(
      double variance,
      double withValue,
      double valueVariance,
      double withSquare,
      double valueWithSquare,
      double byVariance) {
    /** Of a multiple of the figure. */
    Response times(double factor) {
      return new Response(
          factor * factor * variance,
          factor * withValue,
          valueVariance,
          factor * withSquare,
          valueWithSquare,
          factor * byVariance);
    }
  }

  /** The response of ln E t. */
  Response responseOfLogMean(double q) {
    double mean = 0;
    for (int i = 0; i < z.length; i++) {
      mean += weight[i] * squaredSlope[i];
    }
    double all = mean;
    return response(t -> t / all, q);
  }

  /**
   * The response of the mean over units of a function of their t.
   *
   * @param kernel k
   */
  Response response(DoubleUnaryOperator kernel, double q) {
    double[] k = new double[z.length];
    double mean = 0;
    for (int i = 0; i < k.length; i++) {
      k[i] = kernel.applyAsDouble(squaredSlope[i]);
      mean += weight[i] * k[i];
    }
    double variance = 0;
    double withValue = 0;
    double valueVariance = 0;
    double withSquare = 0;
    double valueWithSquare = 0;
    for (int i = 0; i < k.length; i++) {
      double a = k[i] - mean;
      double b = squaredValue[i] - meanSquare;
      double c = z[i] * z[i] - 1;
      variance += weight[i] * a * a;
      withValue += weight[i] * a * b;
      valueVariance += weight[i] * b * b;
      withSquare += weight[i] * a * c;
      valueWithSquare += weight[i] * b * c;
    }
    return new Response(
        variance, withValue, valueVariance, withSquare, valueWithSquare, byVariance(k, q));
  }
}
