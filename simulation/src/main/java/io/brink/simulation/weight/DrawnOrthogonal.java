package io.brink.simulation.weight;

import io.brink.simulation.random.RandomStream;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * A scale-corrected uniform orthogonal matrix that is drawn: the Q factor of a Gaussian matrix of
 * max(fan-in, fan-out) rows and min(fan-in, fan-out) columns, whose R has a positive diagonal
 * (Mezzadri 2007), transposed where fan-in is the larger one.
 */
final class DrawnOrthogonal implements RandomWeight {

  private final int fanIn;
  private final int fanOut;
  private final double scale;
  private final RandomStream stream;

  /** Rows of length min(fan-in, fan-out), one per unit of the longer side. */
  private double[][] rows;

  DrawnOrthogonal(int fanIn, int fanOut, double scale, RandomStream stream) {
    this.fanIn = fanIn;
    this.fanOut = fanOut;
    this.scale = scale;
    this.stream = stream;
  }

  private double[][] rows() {
    if (rows == null) {
      int longer = Math.max(fanIn, fanOut);
      int shorter = Math.min(fanIn, fanOut);
      DMatrixRMaj gaussian = new DMatrixRMaj(longer, shorter);
      for (int i = 0; i < longer; i++) {
        stream.normals(gaussian.data, i * shorter, shorter);
      }
      QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(longer, shorter);
      if (!qr.decompose(gaussian)) {
        throw new IllegalStateException("the QR factors of a Gaussian matrix were not found");
      }
      DMatrixRMaj q = qr.getQ(null, true);
      DMatrixRMaj r = qr.getR(null, true);
      rows = new double[longer][shorter];
      for (int i = 0; i < longer; i++) {
        for (int j = 0; j < shorter; j++) {
          rows[i][j] = Math.signum(r.get(j, j)) * q.get(i, j);
        }
      }
    }
    return rows;
  }

  @Override
  public void apply(int k, double[][] x, double[][] out) {
    for (int j = 0; j < k; j++) {
      if (fanOut >= fanIn) {
        toLonger(x[j], out[j]);
      } else {
        toShorter(x[j], out[j]);
      }
    }
  }

  @Override
  public void applyTransposed(int k, double[][] delta, double[][] out) {
    for (int j = 0; j < k; j++) {
      if (fanOut >= fanIn) {
        toShorter(delta[j], out[j]);
      } else {
        toLonger(delta[j], out[j]);
      }
    }
  }

  private void toLonger(double[] x, double[] out) {
    double[][] matrix = rows();
    for (int i = 0; i < matrix.length; i++) {
      out[i] = scale * Vectors.dot(matrix[i].length, matrix[i], x);
    }
  }

  private void toShorter(double[] x, double[] out) {
    double[][] matrix = rows();
    int shorter = matrix[0].length;
    Arrays.fill(out, 0, shorter, 0);
    for (int i = 0; i < matrix.length; i++) {
      Vectors.add(shorter, scale * x[i], matrix[i], out);
    }
  }

  @Override
  public void close() {
    rows = null;
  }
}
