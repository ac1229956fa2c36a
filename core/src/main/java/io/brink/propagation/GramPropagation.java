package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.kernel.Kernel;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * NNGP and neural tangent kernel of a whole batch of inputs.
 *
 * <p>With K the covariance of a tensor between two inputs and Θ that of its derivatives with
 * respect to all parameters below, one forward pass gives both (Jacot et al. 2018; Lee et al.
 * 2019):
 *
 * <pre>
 *   affine, convolution   K ← σ_w² K + σ_b²,   Θ ← σ_w² Θ + K (the new one)
 *   activation            K ← W(q, q′, K),     Θ ← Θ E φ′φ′
 *   weighted sum          K ← Σ w² K + means,  Θ ← Σ w² Θ
 *   layer normalisation   both divided by √(q q′); scale: by factor²; dropout leaves pairs alone
 * </pre>
 *
 * in the parameterisation {@link Parameterisation#NEURAL_TANGENT}; in the standard one the affine
 * node adds fan-in · K + 1 with the K below it.
 *
 * <p>Only the lower half is computed, one row of the Gram matrix after the other through the whole
 * network, rows in parallel on all processors; erf and piecewise linear activations by their
 * formulas over arrays, homogeneous ones and inputs of one common length by compiled correlation
 * maps, others pair by pair by quadrature, which is slow.
 *
 * <p>Accuracy: entries are sums of rounded products, about 10⁻¹⁵ of √(K_ii K_jj) a layer. The state
 * is the covariance, as in the Gram matrix that is given: for two nearly equal inputs of a network
 * with a kink the derivative's kernel is off by the root of the relative rounding error, 10⁻⁸; use
 * {@link ForwardPropagation} with the gap of such a pair.
 */
public final class GramPropagation {

  private static final int WORTH_COMPILING = 256;

  private final PropagationPlan plan;
  private final BackwardPlan widths;
  private final ForwardPropagation forward;
  private final RowKernel[] formulas;
  private final Kernel[] kernels;

  private GramPropagation(ForwardPropagation forward) {
    this.forward = forward;
    plan = forward.plan();
    widths = new BackwardPlan(plan);
    kernels = new Kernel[plan.activations.size()];
    formulas = new RowKernel[kernels.length];
    for (int a = 0; a < kernels.length; a++) {
      Activation activation = plan.activations.get(a);
      kernels[a] = Kernel.of(activation);
      formulas[a] = RowKernel.closedForm(kernels[a]);
    }
  }

  /**
   * The analysis of a network.
   *
   * @throws IllegalArgumentException if a sum has terms that share a source, such as x + φ(x)
   *     without an affine node on the branch, with the node's name
   */
  public static GramPropagation of(Network network) {
    GramPropagation result = new GramPropagation(ForwardPropagation.of(network));
    for (Node node : network.nodes()) {
      if (result.plan.dependentSum[node.index()]) {
        throw new IllegalArgumentException(
            "the batch kernels need sums of independent terms; those of node '"
                + node.name()
                + "' share a source: use the kernels of a pair");
      }
    }
    return result;
  }

  /** The network. */
  public Network network() {
    return plan.network;
  }

  /**
   * NNGP and tangent kernel.
   *
   * @param gram n × n, x_i·x_j/d of the inputs: symmetric, positive diagonal; not modified
   * @throws IllegalArgumentException if the matrix is no Gram matrix, or a mean square overflows
   */
  public GramKernels propagate(double[][] gram, Parameterisation parameterisation) {
    check(gram);
    int n = gram.length;
    Diagonal diagonal = new Diagonal(gram);
    double[][] process = new double[n][n];
    double[][] tangent = new double[n][n];
    IntStream.range(0, n)
        .map(i -> n - 1 - i)
        .parallel()
        .forEach(i -> new Row(i, diagonal, parameterisation).run(gram, process, tangent));
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              for (int j = i + 1; j < n; j++) {
                process[i][j] = process[j][i];
                tangent[i][j] = tangent[j][i];
              }
            });
    for (int i = 0; i < n; i++) {
      KernelOfPair own =
          diagonal.own.computeIfAbsent(
              diagonal.lengths[i], lengths -> ownKernels(lengths, parameterisation));
      process[i][i] = diagonal.variance(diagonal.lengths[i], plan.size - 1);
      tangent[i][i] = own.value11();
    }
    return new GramKernels(process, tangent, diagonal.divergences(), widths.approximations);
  }

  private KernelOfPair ownKernels(Lengths lengths, Parameterisation parameterisation) {
    return BackwardPropagation.through(diagonalTrace(lengths)).tangentKernel(parameterisation);
  }

  private ForwardTrace diagonalTrace(Lengths lengths) {
    Correlations equal = new Correlations(plan.size);
    return new ForwardTrace(null, plan, lengths, equal);
  }

  private static void check(double[][] gram) {
    int n = gram.length;
    if (n == 0) {
      throw new IllegalArgumentException("a Gram matrix needs at least one input, got none");
    }
    for (int i = 0; i < n; i++) {
      if (gram[i].length != n) {
        throw new IllegalArgumentException(
            "a Gram matrix is square: row " + i + " has " + gram[i].length + " entries, not " + n);
      }
      if (!(gram[i][i] > 0 && gram[i][i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the diagonal of a Gram matrix is finite and > 0, got " + gram[i][i] + " at " + i);
      }
      for (int j = 0; j < i; j++) {
        double most = Math.sqrt(gram[i][i]) * Math.sqrt(gram[j][j]);
        if (!(Math.abs(gram[i][j]) <= most * (1 + 1e-12))
            || !(Math.abs(gram[i][j] - gram[j][i]) <= 1e-12 * most)) {
          throw new IllegalArgumentException(
              "a Gram matrix is symmetric with |g_ij| <= sqrt(g_ii g_jj), got "
                  + gram[i][j]
                  + " and "
                  + gram[j][i]
                  + " at "
                  + i
                  + ", "
                  + j);
        }
      }
    }
  }

  /** What depends on single inputs: lengths, means, and the row kernels that they allow. */
  private final class Diagonal {
    final Lengths[] lengths;
    final Map<Lengths, KernelOfPair> own = new HashMap<>();
    final RowKernel[] rows = new RowKernel[plan.size];

    /** Per node that needs it, the mean square of every input there; null elsewhere. */
    final double[][] variances = new double[plan.size][];

    /** As {@link #variances}, for the mean; null where every mean is 0. */
    final double[][] means = new double[plan.size][];

    Diagonal(double[][] gram) {
      int n = gram.length;
      lengths = new Lengths[n];
      Map<Double, Lengths> known = new HashMap<>();
      for (int i = 0; i < n; i++) {
        lengths[i] =
            known.computeIfAbsent(gram[i][i], q -> new Lengths(plan, forward.cache(), q, q));
      }
      for (Node node : plan.network.nodes()) {
        prepare(node, known.size(), n);
      }
    }

    private void prepare(Node node, int distinct, int n) {
      int i = node.index();
      switch (node.operation()) {
        case Operation.Nonlinearity _ -> {
          int from = plan.input[plan.edge[i]];
          collectVariances(from);
          rows[i] = rowKernel(i, distinct, n);
        }
        case Operation.LayerNormalisation _ -> collectVariances(plan.input[plan.edge[i]]);
        case Operation.WeightedSum _ -> {
          for (int k = plan.edge[i]; k < plan.edge[i + 1]; k++) {
            collectMeans(plan.input[k]);
          }
        }
        case Operation.Input _, Operation.Affine _, Operation.Convolution _ -> {}
        case Operation.Scale _, Operation.Dropout _ -> {}
        case Operation.AveragePooling _, Operation.Flatten _ -> {}
      }
    }

    private RowKernel rowKernel(int node, int distinct, int n) {
      int activation = plan.activationOf[node];
      if (formulas[activation] != null) {
        return formulas[activation];
      }
      Kernel kernel = kernels[activation];
      ActivationMoments moments = lengths[0].moments[node];
      boolean oneMap =
          (distinct == 1 || forward.cache().homogeneous(activation) != null)
              && moments.q1 > 0
              && moments.variance1 > 0
              && n > Math.sqrt(2 * WORTH_COMPILING);
      return oneMap
          ? new RowKernel.MapRow(
              forward.cache().compile(moments.kernel, moments.q1), moments.degree)
          : new RowKernel.DirectRow(kernel);
    }

    private void collectVariances(int node) {
      if (variances[node] == null) {
        variances[node] = new double[lengths.length];
        for (int j = 0; j < lengths.length; j++) {
          double q = variance(lengths[j], node);
          if (!(q < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                "the mean square overflows a double at node '"
                    + plan.network.node(node).name()
                    + "' (index "
                    + node
                    + ")");
          }
          variances[node][j] = q;
        }
      }
    }

    private void collectMeans(int node) {
      if (means[node] != null) {
        return;
      }
      double[] mean = new double[lengths.length];
      boolean any = false;
      for (int j = 0; j < mean.length; j++) {
        mean[j] = lengths[j].mean1[node] * Math.sqrt(variance(lengths[j], node));
        any |= mean[j] != 0;
      }
      means[node] = any ? mean : null;
    }

    double variance(Lengths of, int node) {
      return Math.scalb(of.variance1[node], of.exponent[node]);
    }

    List<GradientDivergence> divergences() {
      return BackwardPropagation.through(diagonalTrace(lengths[0])).divergences();
    }
  }

  /** One row i of the lower half, j &lt; i, through the network. */
  private final class Row {
    private final int row;
    private final Diagonal diagonal;
    private final Parameterisation parameterisation;
    private final double[][] covariance = new double[plan.size][];
    private final double[][] tangent = new double[plan.size][];
    private final int[] readers = new int[plan.size];
    private final Deque<double[]> free = new ArrayDeque<>();

    Row(int row, Diagonal diagonal, Parameterisation parameterisation) {
      this.row = row;
      this.diagonal = diagonal;
      this.parameterisation = parameterisation;
    }

    void run(double[][] gram, double[][] process, double[][] tangents) {
      if (row == 0) {
        return;
      }
      for (int i = 0; i < plan.size; i++) {
        readers[i] = widths.start[i + 1] - widths.start[i];
        covariance[i] = array();
        tangent[i] = array();
        step(i, gram[row]);
        for (int k = plan.edge[i]; k < plan.edge[i + 1]; k++) {
          int from = plan.input[k];
          if (--readers[from] == 0) {
            free.push(covariance[from]);
            free.push(tangent[from]);
            covariance[from] = null;
            tangent[from] = null;
          }
        }
      }
      System.arraycopy(covariance[plan.size - 1], 0, process[row], 0, row);
      System.arraycopy(tangent[plan.size - 1], 0, tangents[row], 0, row);
    }

    private double[] array() {
      return free.isEmpty() ? new double[row] : free.pop();
    }

    private void step(int i, double[] gramRow) {
      double[] k = covariance[i];
      double[] t = tangent[i];
      int from = plan.edge[i] == plan.edge[i + 1] ? -1 : plan.input[plan.edge[i]];
      switch (plan.rule[i]) {
        case INPUT -> {
          System.arraycopy(gramRow, 0, k, 0, row);
          Arrays.fill(t, 0);
        }
        case FRESH -> fresh(i, covariance[from], tangent[from], k, t);
        case NONLINEAR -> {
          double[] variances = diagonal.variances[from];
          diagonal.rows[i].evaluate(row, variances[row], variances, covariance[from], k, t);
          double[] before = tangent[from];
          for (int j = 0; j < row; j++) {
            t[j] = Jet.product(t[j], before[j]);
          }
        }
        case SUM -> sum(i, k, t);
        case NORMALISE -> {
          double[] variances = diagonal.variances[from];
          for (int j = 0; j < row; j++) {
            double root = Math.sqrt(variances[row]) * Math.sqrt(variances[j]);
            k[j] = root == 0 ? 0 : covariance[from][j] / root;
            t[j] = root == 0 ? 0 : tangent[from][j] / root;
          }
        }
        case SCALE -> {
          double factor = plan.first[i] * plan.first[i];
          for (int j = 0; j < row; j++) {
            k[j] = factor * covariance[from][j];
            t[j] = factor * tangent[from][j];
          }
        }
        case DROPOUT, COPY -> {
          System.arraycopy(covariance[from], 0, k, 0, row);
          System.arraycopy(tangent[from], 0, t, 0, row);
        }
      }
    }

    private void fresh(int i, double[] below, double[] tangentBelow, double[] k, double[] t) {
      double w = plan.first[i];
      double b = plan.second[i];
      double fanIn = widths.fanIn[i];
      switch (parameterisation) {
        case NEURAL_TANGENT -> {
          for (int j = 0; j < row; j++) {
            k[j] = w * below[j] + b;
            t[j] = w * tangentBelow[j] + k[j];
          }
        }
        case STANDARD -> {
          for (int j = 0; j < row; j++) {
            k[j] = w * below[j] + b;
            t[j] = w * tangentBelow[j] + fanIn * below[j] + 1;
          }
        }
      }
    }

    private void sum(int i, double[] k, double[] t) {
      Arrays.fill(k, 0);
      Arrays.fill(t, 0);
      for (int e = plan.edge[i]; e < plan.edge[i + 1]; e++) {
        double[] termK = covariance[plan.input[e]];
        double[] termT = tangent[plan.input[e]];
        double square = plan.weight[e] * plan.weight[e];
        for (int j = 0; j < row; j++) {
          k[j] += square * termK[j];
          t[j] += square * termT[j];
        }
        addMeans(i, e, k);
      }
    }

    /** w_e w_d m_e m_d′ of the other terms d: independent terms meet in their means alone. */
    private void addMeans(int i, int e, double[] k) {
      double[] mean = diagonal.means[plan.input[e]];
      if (mean == null) {
        return;
      }
      for (int d = plan.edge[i]; d < plan.edge[i + 1]; d++) {
        double[] other = diagonal.means[plan.input[d]];
        if (d != e && other != null) {
          double factor = plan.weight[e] * plan.weight[d] * mean[row];
          for (int j = 0; j < row; j++) {
            k[j] += factor * other[j];
          }
        }
      }
    }
  }
}
