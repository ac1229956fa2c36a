package io.brink.simulation.weight;

/**
 * X = Q Rᵀ for k columns of length n: orthonormal columns q and coefficients with X_j = Σ_i
 * coefficient(j, i) q_i, i &lt; rank ≤ k. Columns are taken in order, and a column that depends on
 * those before it adds no q: equal inputs and other singular Gram matrices need no special care.
 *
 * <p>Well separated columns are factored through the Cholesky factor of their Gram matrix (of the
 * columns scaled to length 1). Where a pivot is below 10⁻⁶, by Gram and Schmidt's process, twice;
 * what is then left of a column of length 1 counts as nothing below 10⁻¹³, the size of rounding.
 */
final class Factorisation {

  private static final double SMALLEST_PIVOT = 1e-6;
  static final double DEPENDENT = 1e-13;

  private final Arena arena;
  private double[][] coefficient = new double[2][2];
  private double[] norm = new double[2];
  private int rank;

  Factorisation(Arena arena) {
    this.arena = arena;
  }

  int rank() {
    return rank;
  }

  /** Coefficient of column j with respect to q_i. */
  double coefficient(int j, int i) {
    return coefficient[j][i];
  }

  /** Only the coefficients. */
  void coefficients(int k, int n, double[][] columns) {
    prepare(k);
    if (!cholesky(k, n, columns)) {
      double[][] basis = new double[k][];
      orthogonalise(k, n, columns, basis);
      for (int i = 0; i < rank; i++) {
        arena.give(basis[i]);
      }
    }
  }

  /** Coefficients and basis: fills the first {@link #rank} entries with arrays of the arena. */
  void factor(int k, int n, double[][] columns, double[][] basis) {
    prepare(k);
    if (cholesky(k, n, columns)) {
      substitute(n, columns, basis);
    } else {
      orthogonalise(k, n, columns, basis);
    }
  }

  private void prepare(int k) {
    if (coefficient.length < k) {
      coefficient = new double[k][k];
      norm = new double[k];
    }
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < k; i++) {
        coefficient[j][i] = 0;
      }
    }
    rank = 0;
  }

  /** Whether all pivots are large. */
  private boolean cholesky(int k, int n, double[][] columns) {
    for (int j = 0; j < k; j++) {
      double square = Vectors.dot(n, columns[j], columns[j]);
      if (!(square > 1e-290)) {
        return false;
      }
      norm[j] = Math.sqrt(square);
      double[] row = coefficient[j];
      double pivot = 1;
      for (int i = 0; i < j; i++) {
        double sum = Vectors.dot(n, columns[j], columns[i]) / norm[j] / norm[i];
        for (int l = 0; l < i; l++) {
          sum -= row[l] * coefficient[i][l];
        }
        row[i] = sum / coefficient[i][i];
        pivot -= row[i] * row[i];
      }
      if (!(pivot > SMALLEST_PIVOT)) {
        return false;
      }
      row[j] = Math.sqrt(pivot);
    }
    for (int j = 0; j < k; j++) {
      for (int i = 0; i <= j; i++) {
        coefficient[j][i] *= norm[j];
      }
    }
    rank = k;
    return true;
  }

  /** q_j = (X_j − Σ_{i<j} R_ji q_i)/R_jj. */
  private void substitute(int n, double[][] columns, double[][] basis) {
    for (int j = 0; j < rank; j++) {
      double[] q = arena.take(n);
      double inverse = 1 / coefficient[j][j];
      Vectors.scale(n, inverse, columns[j], q);
      for (int i = 0; i < j; i++) {
        Vectors.add(n, -coefficient[j][i] * inverse, basis[i], q);
      }
      basis[j] = q;
    }
  }

  private void orthogonalise(int k, int n, double[][] columns, double[][] basis) {
    prepare(k);
    for (int j = 0; j < k; j++) {
      double length = length(n, columns[j]);
      if (length == 0) {
        continue;
      }
      double[] q = arena.take(n);
      double largest = Math.scalb(1.0, -Math.getExponent(length));
      // In two factors, as 1/length can overflow.
      Vectors.scale(n, largest, columns[j], q);
      double rest = length * largest;
      Vectors.scale(n, 1 / rest, q, q);
      double left = 1;
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < rank; i++) {
          double c = Vectors.dot(n, q, basis[i]);
          Vectors.add(n, -c, basis[i], q);
          coefficient[j][i] += c * left * length;
        }
        double remaining = Math.sqrt(Vectors.dot(n, q, q));
        left *= remaining;
        if (!(left > DEPENDENT)) {
          break;
        }
        Vectors.scale(n, 1 / remaining, q, q);
      }
      if (left > DEPENDENT) {
        coefficient[j][rank] = left * length;
        basis[rank++] = q;
      } else {
        arena.give(q);
      }
    }
  }

  /** √Σx², also where the squares leave the range of a double. */
  private static double length(int n, double[] x) {
    double square = Vectors.dot(n, x, x);
    if (square > 1e-290 && square < Double.POSITIVE_INFINITY) {
      return Math.sqrt(square);
    }
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    if (largest == 0 || largest == Double.POSITIVE_INFINITY || Double.isNaN(largest)) {
      return largest;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double scaled = x[i] / largest;
      sum += scaled * scaled;
    }
    return largest * Math.sqrt(sum);
  }
}
