package io.brink.simulation.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The largest singular values of the Jacobian of a network's output with respect to one input, by
 * Golub and Kahan's bidiagonalisation with full reorthogonalisation (Golub &amp; Kahan 1965), two
 * passes through the network a step.
 *
 * <p>With u and v orthonormal, J v_i = β_{i−1} u_{i−1} + α_i u_i and Jᵀ u_i = α_i v_i + β_i v_{i+1}
 * after n steps; the singular values of the bidiagonal matrix are lower bounds of J's, and the
 * error of each is at most β_n times the last entry of its left singular vector.
 *
 * @param values the singular values in decreasing order
 * @param errorBounds a bound of the distance from each to a singular value of J
 * @param steps number of steps that were made
 */
public record JacobianSpectrum(double[] values, double[] errorBounds, int steps) {

  private static final double RANK_DEFECT = 1e-13;

  /**
   * Computes the largest singular values.
   *
   * @param run a forward pass of the network
   * @param input which of its inputs
   * @param count how many values, at least 1; fewer are returned where the Jacobian has fewer
   * @param tolerance relative error bound at which to stop
   * @param mostSteps stop after that many steps in any case
   */
  public static JacobianSpectrum largest(
      RandomNetwork network,
      ForwardRun run,
      int input,
      int count,
      double tolerance,
      int mostSteps) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one singular value is asked for, got " + count);
    }
    NetworkPlan plan = network.plan;
    int output = plan.network.size() - 1;
    int columns = plan.width[0] * plan.pixels[0];
    int rows = plan.width[output] * plan.pixels[output];
    int limit = Math.min(Math.min(columns, rows), Math.max(mostSteps, count));
    List<double[]> left = new ArrayList<>();
    List<double[]> right = new ArrayList<>();
    List<Double> alpha = new ArrayList<>();
    List<Double> beta = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(42);
    double[] v = new double[columns];
    for (int i = 0; i < columns; i++) {
      v[i] = random.nextGaussian();
    }
    normalise(v);
    JacobianSpectrum found = new JacobianSpectrum(new double[0], new double[0], 0);
    for (int step = 0; step < limit; step++) {
      right.add(v);
      double[] u = network.jacobianTimes(run, input, new double[][] {v})[0];
      double size = Math.sqrt(dot(u, u));
      reorthogonalise(u, left);
      double a = normalise(u);
      if (!(a > RANK_DEFECT * Math.max(size, largest(found)))) {
        Arrays.fill(u, 0);
        a = 0;
      }
      left.add(u);
      alpha.add(a);
      double[] w = network.transposedJacobianTimes(run, input, new double[][] {u})[0];
      double back = Math.sqrt(dot(w, w));
      reorthogonalise(w, right);
      double b = normalise(w);
      if (!(b > RANK_DEFECT * Math.max(back, largest(found))) || a == 0) {
        b = 0;
      }
      found = of(alpha, beta, b, step + 1 == rows, count);
      if (b == 0 || found.isWithin(tolerance, count)) {
        break;
      }
      beta.add(b);
      v = w;
    }
    return found;
  }

  private static double largest(JacobianSpectrum found) {
    return found.values.length == 0 ? 0 : found.values[0];
  }

  private boolean isWithin(double tolerance, int count) {
    if (values.length < count) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if (!(errorBounds[i] <= tolerance * values[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Singular values of the upper bidiagonal matrix.
   *
   * @param next the β that leads on
   * @param complete whether the u span all outputs: then UᵀJ is J, with one column more
   */
  private static JacobianSpectrum of(
      List<Double> alpha, List<Double> beta, double next, boolean complete, int count) {
    int n = alpha.size();
    int columns = complete ? n + 1 : n;
    DMatrixRMaj matrix = new DMatrixRMaj(n, columns);
    for (int i = 0; i < n; i++) {
      matrix.set(i, i, alpha.get(i));
      if (i + 1 < columns) {
        matrix.set(i, i + 1, i + 1 < n ? beta.get(i) : next);
      }
    }
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(n, columns, true, false, false);
    if (!svd.decompose(matrix)) {
      throw new IllegalStateException("the singular values of a bidiagonal matrix were not found");
    }
    DMatrixRMaj u = svd.getU(null, false);
    double[] singular = svd.getSingularValues();
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(singular[j], singular[i]));
    int kept = Math.min(count, n);
    double[] values = new double[kept];
    double[] errors = new double[kept];
    for (int i = 0; i < kept; i++) {
      values[i] = singular[order[i]];
      errors[i] = complete ? 0 : next * Math.abs(u.get(n - 1, order[i]));
    }
    return new JacobianSpectrum(values, errors, n);
  }

  private static void reorthogonalise(double[] x, List<double[]> basis) {
    for (int pass = 0; pass < 2; pass++) {
      for (double[] q : basis) {
        double c = dot(q, x);
        for (int i = 0; i < x.length; i++) {
          x[i] -= c * q[i];
        }
      }
    }
  }

  private static double normalise(double[] x) {
    double length = Math.sqrt(dot(x, x));
    if (length > 0) {
      for (int i = 0; i < x.length; i++) {
        x[i] /= length;
      }
    }
    return length;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
