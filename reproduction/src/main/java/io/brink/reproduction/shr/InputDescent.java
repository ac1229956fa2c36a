package io.brink.reproduction.shr;

import io.brink.simulation.sample.BackwardRun;
import io.brink.simulation.sample.ForwardRun;
import io.brink.simulation.sample.InputColumns;
import io.brink.simulation.sample.RandomNetwork;
import java.util.SplittableRandom;

/**
 * The smallest correlation of two outputs that gradient descent on the two inputs finds, with the
 * network fixed. Steps go against the gradient, as a fraction of the inputs' length that grows with
 * success and is halved after a failure; both inputs keep their length.
 */
final class InputDescent {

  private static final double FIRST_STEP = 0.3;
  private static final double SMALLEST_STEP = 1e-4;

  private InputDescent() {}

  /**
   * Outputs of one network.
   *
   * @param sampleGap 1 − ρ of a pair of independent Gaussian inputs
   * @param largestGap 1 − ρ of the pair that descent found
   */
  record Found(double sampleGap, double largestGap) {}

  /**
   * Descends.
   *
   * @param network a network whose matrices are held
   * @param width of input and output
   * @param steps how many gradients may be taken
   */
  static Found of(RandomNetwork network, int width, int steps, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[2][width];
    double[][] sample = new double[2][];
    for (int i = 0; i < width; i++) {
      x[0][i] = random.nextGaussian();
      x[1][i] = random.nextGaussian();
    }
    toUnitMeanSquare(x[0]);
    toUnitMeanSquare(x[1]);
    sample[0] = x[0].clone();
    sample[1] = x[1].clone();
    for (int i = 0; i < width; i++) {
      x[1][i] = -x[0][i] + 0.1 * x[1][i];
    }
    toUnitMeanSquare(x[1]);
    ForwardRun sampleRun = network.forward(new InputColumns(sample));
    int output = network.network().output().index();
    double sampleGap = sampleRun.moments(output).gap(0, 1);
    network.release(sampleRun);
    return new Found(sampleGap, largestGap(network, x, steps));
  }

  private static double largestGap(RandomNetwork network, double[][] start, int steps) {
    double[][] x = start;
    int output = network.network().output().index();
    double step = FIRST_STEP;
    ForwardRun run = network.forward(new InputColumns(x));
    double gap = run.moments(output).gap(0, 1);
    double[][] gradient = gradient(network, run, output);
    for (int k = 0; k < steps && step > SMALLEST_STEP; k++) {
      double[][] moved = moved(x, gradient, step);
      ForwardRun next = network.forward(new InputColumns(moved));
      double nextGap = next.moments(output).gap(0, 1);
      if (nextGap > gap) {
        network.release(run);
        run = next;
        x = moved;
        gap = nextGap;
        gradient = gradient(network, run, output);
        step = Math.min(1, 1.5 * step);
      } else {
        network.release(next);
        step /= 2;
      }
    }
    network.release(run);
    return gap;
  }

  /** Derivatives of the correlation of the outputs with respect to both inputs. */
  private static double[][] gradient(RandomNetwork network, ForwardRun run, int output) {
    double[] y1 = run.values(output, 0);
    double[] y2 = run.values(output, 1);
    double l1 = length(y1);
    double l2 = length(y2);
    double c = 0;
    for (int i = 0; i < y1.length; i++) {
      c += y1[i] / l1 * (y2[i] / l2);
    }
    double[][] atOutput = new double[2][y1.length];
    for (int i = 0; i < y1.length; i++) {
      atOutput[0][i] = (y2[i] / l2 - c * y1[i] / l1) / l1;
      atOutput[1][i] = (y1[i] / l1 - c * y2[i] / l2) / l2;
    }
    try (BackwardRun back = network.backward(run, atOutput)) {
      return new double[][] {back.values(0, 0), back.values(0, 1)};
    }
  }

  private static double[][] moved(double[][] x, double[][] gradient, double step) {
    double[][] result = new double[2][];
    for (int side = 0; side < 2; side++) {
      double factor = step * length(x[side]) / Math.max(1e-300, length(gradient[side]));
      result[side] = x[side].clone();
      for (int i = 0; i < result[side].length; i++) {
        result[side][i] -= factor * gradient[side][i];
      }
      toUnitMeanSquare(result[side]);
    }
    return result;
  }

  private static double length(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static void toUnitMeanSquare(double[] x) {
    double factor = Math.sqrt(x.length) / length(x);
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }
}
