package io.brink.simulation.weight;

import io.brink.simulation.random.RandomStream;
import java.util.Arrays;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/**
 * A Gaussian matrix that is drawn, row by row from one stream, and multiplied.
 *
 * <p>It is either held, or drawn anew from the beginning of its stream for each product, which
 * takes O(fan-in) memory in place of O(fan-in · fan-out). Both give the same matrix.
 */
final class DrawnGaussian implements RandomWeight {

  private final int fanIn;
  private final int fanOut;
  private final double scale;
  private final Supplier<RandomStream> streams;
  private final boolean held;
  private DMatrixRMaj matrix;

  /**
   * @param scale standard deviation of an entry
   * @param streams gives the stream at its beginning
   * @param held whether the matrix is kept between products
   */
  DrawnGaussian(int fanIn, int fanOut, double scale, Supplier<RandomStream> streams, boolean held) {
    this.fanIn = fanIn;
    this.fanOut = fanOut;
    this.scale = scale;
    this.streams = streams;
    this.held = held;
  }

  /** Receives the rows, one after the other, in an array that is used again. */
  @FunctionalInterface
  private interface RowReader {
    void read(int row, double[] entries);
  }

  private void rows(RowReader reader) {
    double[] row = new double[fanIn];
    if (!held) {
      RandomStream stream = streams.get();
      for (int i = 0; i < fanOut; i++) {
        stream.normals(row, fanIn);
        reader.read(i, row);
      }
      return;
    }
    if (matrix == null) {
      matrix = new DMatrixRMaj(fanOut, fanIn);
      RandomStream stream = streams.get();
      for (int i = 0; i < fanOut; i++) {
        stream.normals(matrix.data, i * fanIn, fanIn);
      }
    }
    for (int i = 0; i < fanOut; i++) {
      System.arraycopy(matrix.data, i * fanIn, row, 0, fanIn);
      reader.read(i, row);
    }
  }

  @Override
  public void apply(int k, double[][] x, double[][] out) {
    rows(
        (i, row) -> {
          for (int j = 0; j < k; j++) {
            out[j][i] = scale * Vectors.dot(fanIn, row, x[j]);
          }
        });
  }

  @Override
  public void applyTransposed(int k, double[][] delta, double[][] out) {
    for (int j = 0; j < k; j++) {
      Arrays.fill(out[j], 0, fanIn, 0);
    }
    rows(
        (i, row) -> {
          for (int j = 0; j < k; j++) {
            Vectors.add(fanIn, scale * delta[j][i], row, out[j]);
          }
        });
  }

  @Override
  public void close() {
    matrix = null;
  }
}
