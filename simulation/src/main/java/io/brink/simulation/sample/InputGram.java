package io.brink.simulation.sample;

import io.brink.kernel.Correlation;
import io.brink.propagation.InputPair;
import io.brink.simulation.random.RandomStream;
import io.brink.simulation.weight.Arena;
import io.brink.simulation.weight.Vectors;

/**
 * Inputs that are drawn at random with exactly the given second moments over units: X = F L with a
 * random orthonormal frame F. For an image the moments hold at every pixel.
 *
 * <p>Gaps are kept from the first input: down to 10⁻³⁰⁰ for inputs of equal length; for unequal
 * lengths, and between two inputs that are not the first, rounding sets a floor of about 10⁻²⁸
 * where a gap is 10⁻⁴ of the other moments or less.
 */
public final class InputGram implements Inputs {

  /** Below this gap inputs are held as differences from the first. */
  static final double CLOSE = 1e-4;

  private static final double DEPENDENT = 1e-13;

  private final boolean differences;

  /** Coefficients of the first input and of the differences of the others from it. */
  private final double[][] coefficient;

  private final int rank;

  private InputGram(boolean differences, double[][] coefficient, int rank) {
    this.differences = differences;
    this.coefficient = coefficient;
    this.rank = rank;
  }

  /** Two inputs. */
  public static InputGram of(InputPair pair) {
    double first = Math.sqrt(pair.variance1());
    double second = Math.sqrt(pair.variance2());
    double gap = pair.correlation().gap();
    // x₂ = √q₂ (c f₁ + √(1 − c²) f₂)
    double sine = Math.sqrt(gap) * Math.sqrt(2 - gap);
    double[][] coefficient = {{first, 0}, {second - first - second * gap, second * sine}};
    return new InputGram(gap < CLOSE, coefficient, sine == 0 ? 1 : 2);
  }

  /**
   * Several inputs of equal mean square and equal correlation with each other.
   *
   * @param count number of inputs, at least 1
   * @param variance their mean square, &gt; 0
   * @param correlation c ≥ −1/(count − 1)
   * @throws IllegalArgumentException if a value is out of range
   */
  public static InputGram ofCommonCorrelation(int count, double variance, Correlation correlation) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one input is needed, got " + count);
    }
    double[] variances = new double[count];
    double[][] gaps = new double[count][count];
    for (int i = 0; i < count; i++) {
      variances[i] = variance;
      for (int j = 0; j < count; j++) {
        gaps[i][j] = i == j ? 0 : correlation.gap();
      }
    }
    return of(variances, gaps);
  }

  /**
   * Inputs of the given mean squares and gaps.
   *
   * @param variances q_i = ‖x_i‖²/d, finite and positive
   * @param gaps 1 − c_ij ∈ [0, 2], symmetric with zero diagonal
   * @throws IllegalArgumentException if there are no such inputs
   */
  public static InputGram of(double[] variances, double[][] gaps) {
    int k = variances.length;
    boolean close = false;
    for (int i = 0; i < k; i++) {
      if (!(variances[i] > 0 && variances[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "mean squares of inputs are finite and > 0, got " + variances[i]);
      }
      for (int j = 0; j < i; j++) {
        if (!(gaps[i][j] >= 0 && gaps[i][j] <= 2) || gaps[i][j] != gaps[j][i]) {
          throw new IllegalArgumentException(
              "gaps of inputs are symmetric and lie in [0, 2], got " + gaps[i][j]);
        }
        close |= j == 0 && gaps[i][0] < CLOSE;
      }
    }
    // Products of the first input and of the differences of the others from it.
    double[][] product = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        product[i][j] =
            (squaredDistance(variances, gaps, 0, i)
                    + squaredDistance(variances, gaps, 0, j)
                    - squaredDistance(variances, gaps, i, j))
                / 2;
      }
      double root = Math.sqrt(variances[i]);
      double first = Math.sqrt(variances[0]);
      product[0][i] = i == 0 ? variances[0] : first * (root - first - root * gaps[0][i]);
      product[i][0] = product[0][i];
    }
    return new InputGram(close, new double[k][k], 0).factored(product);
  }

  private static double squaredDistance(double[] variances, double[][] gaps, int i, int j) {
    double a = Math.sqrt(variances[i]);
    double b = Math.sqrt(variances[j]);
    return i == j ? 0 : (a - b) * (a - b) + 2 * a * b * gaps[i][j];
  }

  /** Cholesky's process on columns scaled to length 1, which passes over dependent ones. */
  private InputGram factored(double[][] product) {
    int k = product.length;
    int found = 0;
    int[] opener = new int[k];
    for (int j = 0; j < k; j++) {
      double length = Math.sqrt(product[j][j]);
      if (length == 0) {
        continue;
      }
      double pivot = 1;
      for (int column = 0; column < found; column++) {
        double[] row = coefficient[opener[column]];
        double sum = product[j][opener[column]];
        for (int l = 0; l < column; l++) {
          sum -= coefficient[j][l] * row[l];
        }
        coefficient[j][column] = sum / row[column];
        double relative = coefficient[j][column] / length;
        pivot -= relative * relative;
      }
      if (pivot > DEPENDENT) {
        coefficient[j][found] = length * Math.sqrt(pivot);
        opener[found++] = j;
      }
    }
    checkReproduced(product);
    return new InputGram(differences, coefficient, found);
  }

  private void checkReproduced(double[][] product) {
    for (int i = 0; i < product.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = -product[i][j];
        for (int l = 0; l < product.length; l++) {
          sum += coefficient[i][l] * coefficient[j][l];
        }
        if (!(Math.abs(sum) <= 1e-9 * Math.sqrt(product[i][i]) * Math.sqrt(product[j][j]))) {
          throw new IllegalArgumentException(
              "no inputs have these correlations: their Gram matrix has a negative eigenvalue");
        }
      }
    }
  }

  @Override
  public int count() {
    return coefficient.length;
  }

  /** The signal of the input node. */
  Signal signal(String name, int pixels, int width, RandomStream stream, Arena arena) {
    if (rank > width) {
      throw new IllegalArgumentException(
          "inputs with these correlations need at least "
              + rank
              + " units, node '"
              + name
              + "' has "
              + width);
    }
    int k = coefficient.length;
    Signal signal = Signal.take(arena, k, pixels, width);
    signal.differences = true;
    double[][] frame = arena.take(rank, width);
    double root = Math.sqrt(width);
    for (int pixel = 0; pixel < pixels; pixel++) {
      draw(frame, width, stream);
      for (int j = 0; j < k; j++) {
        double[] column = signal.column(j, pixel);
        Vectors.scale(width, root * coefficient[j][0], frame[0], column);
        for (int i = 1; i < rank; i++) {
          Vectors.add(width, root * coefficient[j][i], frame[i], column);
        }
      }
    }
    arena.give(frame);
    if (!differences) {
      signal.toValues();
    }
    return signal;
  }

  /** A uniformly distributed orthonormal frame. */
  private static void draw(double[][] frame, int width, RandomStream stream) {
    for (int i = 0; i < frame.length; i++) {
      stream.normals(frame[i], width);
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          Vectors.add(width, -Vectors.dot(width, frame[j], frame[i]), frame[j], frame[i]);
        }
        double length = Math.sqrt(Vectors.dot(width, frame[i], frame[i]));
        Vectors.scale(width, 1 / length, frame[i], frame[i]);
      }
    }
  }
}
