package io.brink.simulation.weight;

import io.brink.simulation.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A scale-corrected uniform orthogonal matrix (SUO), of which only products are ever drawn: s times
 * the first rows and columns of a Haar matrix O of size max(fan-in, fan-out).
 *
 * <p>Known are orthonormal a_i and b_i with O a_i = b_i. Given these, O maps the complement of the
 * a_i to that of the b_i by a Haar matrix: a new direction a ⊥ a_i has for image a uniformly
 * distributed unit vector b ⊥ b_i, and Oᵀ does the same the other way round.
 *
 * <p>Cost of a product with k columns after r others: O(max(fan-in, fan-out) k (k + r)).
 */
final class RevealedOrthogonal implements RandomWeight {

  private final int fanIn;
  private final int fanOut;
  private final int size;
  private final double scale;
  private final RandomStream stream;
  private final Arena arena;
  private final List<double[]> inputs = new ArrayList<>();
  private final List<double[]> images = new ArrayList<>();

  RevealedOrthogonal(int fanIn, int fanOut, double scale, RandomStream stream, Arena arena) {
    this.fanIn = fanIn;
    this.fanOut = fanOut;
    this.size = Math.max(fanIn, fanOut);
    this.scale = scale;
    this.stream = stream;
    this.arena = arena;
  }

  @Override
  public void apply(int k, double[][] x, double[][] out) {
    for (int j = 0; j < k; j++) {
      multiply(fanIn, x[j], fanOut, out[j], inputs, images);
    }
  }

  @Override
  public void applyTransposed(int k, double[][] delta, double[][] out) {
    for (int j = 0; j < k; j++) {
      multiply(fanOut, delta[j], fanIn, out[j], images, inputs);
    }
  }

  private void multiply(
      int n, double[] x, int m, double[] out, List<double[]> from, List<double[]> to) {
    double[] rest = arena.take(size);
    System.arraycopy(x, 0, rest, 0, n);
    Arrays.fill(rest, n, size, 0);
    double length = Math.sqrt(Vectors.dot(n, x, x));
    Arrays.fill(out, 0, m, 0);
    if (length == 0) {
      arena.give(rest);
      return;
    }
    // Of length 1, so that squares neither overflow nor vanish.
    Vectors.scale(size, 1 / length, rest, rest);
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < from.size(); i++) {
        double c = Vectors.dot(size, from.get(i), rest);
        Vectors.add(size, -c, from.get(i), rest);
        Vectors.add(m, scale * length * c, to.get(i), out);
      }
    }
    double left = Math.sqrt(Vectors.dot(size, rest, rest));
    if (left > Factorisation.DEPENDENT && from.size() < size) {
      double[] image = complement(to);
      Vectors.scale(size, 1 / left, rest, rest);
      Vectors.add(m, scale * length * left, image, out);
      from.add(rest);
      to.add(image);
    } else {
      arena.give(rest);
    }
  }

  /** A uniformly distributed unit vector orthogonal to an orthonormal basis. */
  private double[] complement(List<double[]> basis) {
    double[] z = arena.take(size);
    stream.normals(z, size);
    for (int pass = 0; pass < 2; pass++) {
      for (double[] b : basis) {
        Vectors.add(size, -Vectors.dot(size, b, z), b, z);
      }
      Vectors.scale(size, 1 / Math.sqrt(Vectors.dot(size, z, z)), z, z);
    }
    return z;
  }

  @Override
  public void close() {
    for (List<double[]> vectors : List.of(inputs, images)) {
      vectors.forEach(arena::give);
      vectors.clear();
    }
  }
}
