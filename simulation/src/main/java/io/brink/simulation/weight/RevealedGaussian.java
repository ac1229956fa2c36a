package io.brink.simulation.weight;

import io.brink.simulation.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Gaussian matrix W = s Ω, Ω_ij ~ N(0, 1), of which only products are ever drawn.
 *
 * <p>Known are orthonormal q_i with y_i = Ω q_i and orthonormal u_j with v_j = Ωᵀ u_j. Given these,
 * (1 − P_U) Ω (1 − P_Q) is as random as ever, and the rest is fixed. So a new direction q ⊥ q_i has
 * the image
 *
 * <pre>
 *   Ω q = z + Σ_j u_j (v_j·q − u_j·z),   z ~ N(0, 1),
 * </pre>
 *
 * and the same with Q, Y and U, V exchanged for Ωᵀ. For the first products in both directions this
 * is Wᵀ Δ = X (XᵀX)⁻¹ Hᵀ Δ + (1 − P_X) Z Sᵀ given W X = H.
 *
 * <p>Cost of a product with k columns after r others: O((fan-in + fan-out) k (k + r)).
 */
final class RevealedGaussian implements RandomWeight {

  /** Rows that are drawn at a time: two columns of them stay in the first-level cache. */
  static final int BLOCK = 512;

  private final int fanIn;
  private final int fanOut;
  private final double scale;
  private final RandomStream stream;
  private final Arena arena;
  private final Factorisation factorisation;
  private final List<double[]> inputs = new ArrayList<>();
  private final List<double[]> images = new ArrayList<>();
  private final List<double[]> outputs = new ArrayList<>();
  private final List<double[]> preimages = new ArrayList<>();

  RevealedGaussian(
      int fanIn,
      int fanOut,
      double scale,
      RandomStream stream,
      Arena arena,
      Factorisation factorisation) {
    this.fanIn = fanIn;
    this.fanOut = fanOut;
    this.scale = scale;
    this.stream = stream;
    this.arena = arena;
    this.factorisation = factorisation;
  }

  @Override
  public void apply(int k, double[][] x, double[][] out) {
    multiply(k, x, out, fanIn, fanOut, inputs, images, outputs, preimages);
  }

  @Override
  public void applyTransposed(int k, double[][] delta, double[][] out) {
    multiply(k, delta, out, fanOut, fanIn, outputs, preimages, inputs, images);
  }

  /**
   * Products of Ω or Ωᵀ, from length n to length m.
   *
   * @param from known directions of length n, and their images {@code to}
   * @param across known directions of length m, and their images {@code back} under the transpose
   */
  private void multiply(
      int k,
      double[][] x,
      double[][] out,
      int n,
      int m,
      List<double[]> from,
      List<double[]> to,
      List<double[]> across,
      List<double[]> back) {
    int known = from.size();
    double[][] along = new double[k][known];
    double[][] rest = known == 0 ? x : new double[k][];
    if (known > 0) {
      for (int j = 0; j < k; j++) {
        rest[j] = arena.take(n);
        System.arraycopy(x[j], 0, rest[j], 0, n);
        double before = Math.sqrt(Vectors.dot(n, x[j], x[j]));
        project(n, from, rest[j], along[j]);
        if (Math.sqrt(Vectors.dot(n, rest[j], rest[j])) <= Factorisation.DEPENDENT * before) {
          Vectors.scale(n, 0, rest[j], rest[j]);
        }
      }
    }
    double[][] fresh = new double[k][];
    factorisation.factor(k, n, rest, fresh);
    int rank = factorisation.rank();
    double[][] drawn = arena.take(rank, m);
    for (int at = 0; at < m; at += BLOCK) {
      for (int i = 0; i < rank; i++) {
        stream.normals(drawn[i], at, Math.min(BLOCK, m - at));
      }
    }
    if (!across.isEmpty()) {
      for (int i = 0; i < rank; i++) {
        condition(n, m, fresh[i], drawn[i], across, back);
      }
    }
    for (int i = 0; i < rank; i++) {
      from.add(fresh[i]);
      to.add(drawn[i]);
    }
    for (int j = 0; j < k; j++) {
      boolean first = true;
      for (int i = 0; i < known + rank; i++) {
        double c = scale * (i < known ? along[j][i] : factorisation.coefficient(j, i - known));
        if (first) {
          Vectors.scale(m, c, to.get(i), out[j]);
          first = false;
        } else if (c != 0) {
          Vectors.add(m, c, to.get(i), out[j]);
        }
      }
      if (first) {
        Arrays.fill(out[j], 0, m, 0);
      }
    }
    if (known > 0) {
      arena.give(rest);
    }
  }

  /** Takes the known directions out of x, twice, and adds up their coefficients. */
  private static void project(int n, List<double[]> basis, double[] x, double[] coefficients) {
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < basis.size(); i++) {
        double c = Vectors.dot(n, basis.get(i), x);
        Vectors.add(n, -c, basis.get(i), x);
        coefficients[i] += c;
      }
    }
  }

  /** z ← z + Σ u_j (v_j·q − u_j·z). */
  private static void condition(
      int n, int m, double[] q, double[] z, List<double[]> across, List<double[]> back) {
    double[] corrections = new double[across.size()];
    for (int j = 0; j < corrections.length; j++) {
      corrections[j] = Vectors.dot(n, back.get(j), q) - Vectors.dot(m, across.get(j), z);
    }
    for (int j = 0; j < corrections.length; j++) {
      Vectors.add(m, corrections[j], across.get(j), z);
    }
  }

  /**
   * W x for a matrix that is multiplied once: the same figures as the first product of the general
   * case, without keeping anything.
   */
  static void applyOnce(
      int k,
      double[][] x,
      double[][] out,
      int fanIn,
      int fanOut,
      double scale,
      RandomStream stream,
      Arena arena,
      Factorisation factorisation) {
    factorisation.coefficients(k, fanIn, x);
    int rank = factorisation.rank();
    if (rank == 0) {
      for (int j = 0; j < k; j++) {
        Arrays.fill(out[j], 0, fanOut, 0);
      }
      return;
    }
    double[][] drawn = arena.take(rank, BLOCK);
    for (int at = 0; at < fanOut; at += BLOCK) {
      int size = Math.min(BLOCK, fanOut - at);
      for (int i = 0; i < rank; i++) {
        stream.normals(drawn[i], 0, size);
      }
      for (int j = 0; j < k; j++) {
        combine(j, size, drawn, rank, scale, factorisation, out[j], at);
      }
    }
    arena.give(drawn);
  }

  private static void combine(
      int j,
      int size,
      double[][] drawn,
      int rank,
      double scale,
      Factorisation factorisation,
      double[] out,
      int at) {
    double first = scale * factorisation.coefficient(j, 0);
    int next = 1;
    if (rank > 1 && j > 0) {
      double second = scale * factorisation.coefficient(j, 1);
      Vectors.combineAt(size, first, drawn[0], second, drawn[1], 0, out, at);
      next = 2;
    } else {
      Vectors.scaleAt(size, first, drawn[0], 0, out, at);
    }
    for (int i = next; i < Math.min(rank, j + 1); i++) {
      Vectors.addAt(size, scale * factorisation.coefficient(j, i), drawn[i], 0, out, at);
    }
  }

  @Override
  public void close() {
    for (List<double[]> vectors : List.of(inputs, images, outputs, preimages)) {
      vectors.forEach(arena::give);
      vectors.clear();
    }
  }
}
