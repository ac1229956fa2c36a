package io.brink.simulation.spectrum;

import io.brink.simulation.weight.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * The singular values of a product of many square matrices, each accurate relative to itself, over
 * any number of decades.
 *
 * <p>The product is kept as Q·diag(e^{d})·T with Q orthogonal, T well conditioned and d falling. A
 * factor A of moderate condition makes AQ; its columns are sorted by their length in the product
 * and decomposed, AQP = Q′R; then d′_i = d_i + ln|R_ii| and T′ = U·PᵀT with the upper triangular
 * U_ij = R_ij e^{d_j − d_i}/R_ii, whose entries are at most of order 1. So nothing small is ever
 * added to something large (Stewart 1997, "On graded QR decompositions of products of matrices";
 * Loh et al. 2005 for Green's functions). At the end diag(e^{d})T goes through two more
 * decompositions of its transpose, which bring it close to diagonal, and one-sided Jacobi rotations
 * on columns that carry their own scale, which find every singular value of a graded matrix to the
 * condition of what is left of it without its scales (Demmel &amp; Veselić 1992).
 *
 * <p>What is lost of a singular value is the rounding of one factor times its condition: the
 * condition of a factor should be below 10¹³. Directions that fall to 10⁻¹⁴ of the largest in one
 * factor are taken for lost, with a singular value of 0.
 */
final class GradedProduct {

  private static final double LOST = 1e-14;
  private static final double ORTHOGONAL = 1e-9;
  private static final int MOST_SWEEPS = 60;

  private final int size;
  private DMatrixRMaj q;

  /** Logarithms of the scales, falling; −∞ for lost directions. */
  private double[] log;

  private DMatrixRMaj t;

  /** The identity. */
  GradedProduct(int size) {
    this.size = size;
    q = CommonOps_DDRM.identity(size);
    t = CommonOps_DDRM.identity(size);
    log = new double[size];
  }

  /** The columns of Q, to be multiplied by the next factor. */
  double[][] columns() {
    double[][] columns = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        columns[j][i] = q.get(i, j);
      }
    }
    return columns;
  }

  /**
   * Takes the next factor.
   *
   * @param image the columns of AQ
   * @param logScale ln of a factor of all of them
   */
  void multiplied(double[][] image, double logScale) {
    double[] length = new double[size];
    for (int j = 0; j < size; j++) {
      length[j] = log[j] + 0.5 * Math.log(Vectors.dot(size, image[j], image[j]));
    }
    int[] order = falling(length);
    DMatrixRMaj a = new DMatrixRMaj(size, size);
    DMatrixRMaj rest = new DMatrixRMaj(size, size);
    double[] scale = new double[size];
    for (int j = 0; j < size; j++) {
      int from = order[j];
      scale[j] = length[from] == Double.NEGATIVE_INFINITY ? length[from] : log[from];
      System.arraycopy(t.data, from * size, rest.data, j * size, size);
      for (int i = 0; i < size; i++) {
        a.set(i, j, image[from][i]);
      }
    }
    DMatrixRMaj r = decompose(a);
    DMatrixRMaj u = graded(r, scale);
    t = new DMatrixRMaj(size, size);
    CommonOps_DDRM.mult(u, rest, t);
    log = scale;
    for (int i = 0; i < size; i++) {
      log[i] += logScale;
    }
  }

  /** Q takes the place of the old one; returns R. */
  private DMatrixRMaj decompose(DMatrixRMaj a) {
    QRDecomposition<DMatrixRMaj> qr = householder(a);
    q = qr.getQ(null, false);
    return qr.getR(null, false);
  }

  /** Complete also for singular matrices, of which the library says that they failed. */
  private QRDecomposition<DMatrixRMaj> householder(DMatrixRMaj a) {
    QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(size, size);
    qr.decompose(a);
    return qr;
  }

  /**
   * U_ij = R_ij e^{scale_j − scale_i}/|R_ii|; adds ln|R_ii| to the scales. A lost direction keeps a
   * row of the identity.
   */
  private DMatrixRMaj graded(DMatrixRMaj r, double[] scale) {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, Math.abs(r.get(i, i)));
    }
    DMatrixRMaj u = new DMatrixRMaj(size, size);
    for (int i = 0; i < size; i++) {
      double own = Math.abs(r.get(i, i));
      if (own <= LOST * largest || scale[i] == Double.NEGATIVE_INFINITY) {
        u.set(i, i, 1);
        scale[i] = Double.NEGATIVE_INFINITY;
        continue;
      }
      for (int j = i; j < size; j++) {
        u.set(i, j, r.get(i, j) / own * Math.exp(scale[j] - scale[i]));
      }
    }
    for (int i = 0; i < size; i++) {
      if (scale[i] > Double.NEGATIVE_INFINITY) {
        scale[i] += Math.log(Math.abs(r.get(i, i)));
      }
    }
    return u;
  }

  private static int[] falling(double[] key) {
    return IntStream.range(0, key.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -key[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  /** ln of the singular values, ascending; −∞ for those that are 0. */
  double[] logSingularValues() {
    DMatrixRMaj x = t;
    double[] scale = log.clone();
    for (int turn = 0; turn < 2; turn++) {
      // (diag(e^d) X)ᵀ = Xᵀ diag(e^d): rows of X are columns, each with its scale
      int[] order = falling(scale);
      DMatrixRMaj a = new DMatrixRMaj(size, size);
      double[] sorted = new double[size];
      for (int j = 0; j < size; j++) {
        sorted[j] = scale[order[j]];
        for (int i = 0; i < size; i++) {
          a.set(i, j, x.get(order[j], i));
        }
      }
      x = graded(householder(a).getR(null, false), sorted);
      scale = sorted;
    }
    double[][] columns = new double[size][];
    for (int i = 0; i < size; i++) {
      columns[i] = Arrays.copyOfRange(x.data, i * size, (i + 1) * size);
    }
    rotate(columns, scale);
    Arrays.sort(scale);
    return scale;
  }

  /** One-sided Jacobi rotations of the columns e^{scale}·column until all are orthogonal. */
  private void rotate(double[][] columns, double[] scale) {
    double[] square = new double[size];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      for (int i = 0; i < size; i++) {
        normalise(columns[i], scale, i);
        square[i] = 1;
      }
      boolean rotated = false;
      for (int i = 0; i < size; i++) {
        for (int j = i + 1; j < size; j++) {
          if (scale[i] > Double.NEGATIVE_INFINITY && scale[j] > Double.NEGATIVE_INFINITY) {
            rotated |= rotate(columns, scale, square, i, j);
          }
        }
      }
      if (!rotated) {
        return;
      }
    }
    throw new IllegalStateException(
        "the singular values of a product were not found in " + MOST_SWEEPS + " sweeps");
  }

  private void normalise(double[] column, double[] scale, int i) {
    double length = Math.sqrt(Vectors.dot(size, column, column));
    if (length > 0) {
      Vectors.scale(size, 1 / length, column, column);
      scale[i] += Math.log(length);
    } else {
      scale[i] = Double.NEGATIVE_INFINITY;
    }
  }

  private boolean rotate(double[][] columns, double[] scale, double[] square, int i, int j) {
    int large = scale[i] >= scale[j] ? i : j;
    int small = large == i ? j : i;
    double[] a = columns[large];
    double[] b = columns[small];
    double product = Vectors.dot(size, a, b);
    if (Math.abs(product) <= ORTHOGONAL * Math.sqrt(square[large] * square[small])) {
      return false;
    }
    // t = ratio·τ, so that a column that is far smaller is rotated, too
    double ratio = Math.exp(scale[small] - scale[large]);
    double eta = (ratio * ratio * square[small] - square[large]) / (2 * product);
    double tau = Math.copySign(1, eta) / (Math.abs(eta) + Math.sqrt(ratio * ratio + eta * eta));
    double tangent = ratio * tau;
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double toLarge = -cosine * tangent * ratio;
    double toSmall = cosine * tau;
    for (int k = 0; k < size; k++) {
      double x = a[k];
      double y = b[k];
      a[k] = cosine * x + toLarge * y;
      b[k] = toSmall * x + cosine * y;
    }
    square[large] = Vectors.dot(size, a, a);
    square[small] = Vectors.dot(size, b, b);
    return true;
  }
}
