package io.brink.propagation;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The first of the two passes: mean squares, means and, from them, the coefficients of the second
 * pass.
 *
 * <p>A mean square is {@code variance · 2^exponent}, so that it neither overflows nor loses digits
 * where the length of a residual network grows exponentially with depth. The mean is held in units
 * of the root mean square.
 *
 * <p>Given the lengths, the gap 1 − c of every linear node is affine in the gaps of its inputs,
 * with coefficients that are sums of non-negative terms:
 *
 * <pre>  gap = offset + Σ_k gain_k · gap_k  (+ cross terms where terms of a sum share a source)
 * </pre>
 *
 * With r_k = √(q_k/q) for each of the two inputs of the network, a sum Σ w_k y_k has gain w_k² r_k1
 * r_k2 and offset ½ Σ w_k² (r_k1 − r_k2)² + Σ_{i<j} w_i w_j μ_i μ_j, μ_k = m_k1/√q₁ − m_k2/√q₂; an
 * affine node is such a sum with its bias. For inputs of equal length every offset is 0 but that of
 * dropout.
 */
final class Lengths {

  /** Two preactivation variances closer than this, relatively, share one correlation map. */
  private static final double SAME_VARIANCE = 1e-14;

  private static final double ROUNDING = 0x1p-52;
  private static final double LARGE = 0x1p200;
  private static final double SMALL = 0x1p-200;
  private static final int RECENT = 4;

  /** Evaluations of one correlation map from which on compiling it pays. */
  private static final int WORTH_COMPILING = 256;

  /**
   * Different variances of one activation in one pass from which on maps are interpolated over ln
   * q, in this and all later passes: compiling the maps of one octave costs as much as some hundred
   * evaluations.
   */
  private static final int WORTH_A_FAMILY = 1024;

  /**
   * From this variance on a quadrature at a small angle costs more than a quick map, and at larger
   * ones it loses sight of the bend of φ, as its error bound then says.
   */
  private static final double STEEP = 1e6;

  /** Fewer variances than these are not worth the maps of an octave. */
  private static final int MANY_VARIANCES = 24;

  /** Maps that a family compiles for an octave of q, and what it takes to check them. */
  private static final int MAPS_PER_OCTAVE = 12;

  private final PropagationPlan plan;
  private final ActivationCache cache;
  private final double start1;
  private final double start2;

  final double[] variance1;
  final double[] variance2;
  final int[] exponent;
  final double[] mean1;
  final double[] mean2;
  final double[] relativeError;

  /** Coefficient of each edge, as in {@link PropagationPlan#edge}. */
  final double[] gain;

  final double[] offset;

  /** The moments of each nonlinear node, else null. */
  final ActivationMoments[] moments;

  /** E x₁y₁/√… and E x₂y₂/√… between tensors that share sources; null if no sum needs them. */
  CrossMoments within1;

  CrossMoments within2;

  /** Per activation, the last few moments used: consecutive layers mostly share one. */
  private final ActivationMoments[][] recent;

  private final int[] nextRecent;

  /** Per activation, how many different variances in the range of families it has met. */
  private final int[] met;

  /** What was asked for a quick map before, and has none if it still has no map. */
  private final Set<ActivationMoments> triedQuick = new HashSet<>();

  /** How often correlations were asked for at these lengths. */
  private long evaluations;

  Lengths(PropagationPlan plan, ActivationCache cache, double start1, double start2) {
    this.plan = plan;
    this.cache = cache;
    this.start1 = start1;
    this.start2 = start2;
    int size = plan.size;
    variance1 = new double[size];
    variance2 = start1 == start2 ? variance1 : new double[size];
    exponent = new int[size];
    mean1 = new double[size];
    mean2 = start1 == start2 ? mean1 : new double[size];
    relativeError = new double[size];
    gain = new double[plan.input.length];
    offset = new double[size];
    moments = new ActivationMoments[size];
    recent = new ActivationMoments[cache.size()][RECENT];
    nextRecent = new int[cache.size()];
    met = new int[cache.size()];
    if (plan.hasDependentSums()) {
      within1 = CrossMoments.within(plan, this, cache, CrossMoments.Input.FIRST);
      within2 =
          equal() ? within1 : CrossMoments.within(plan, this, cache, CrossMoments.Input.SECOND);
    }
    run();
  }

  /** Whether both inputs have the same length, hence the same at every node. */
  boolean equal() {
    return variance1 == variance2;
  }

  boolean startAt(double variance1, double variance2) {
    return start1 == variance1 && start2 == variance2;
  }

  ActivationCache cache() {
    return cache;
  }

  /**
   * w·√(q_k/q) for the first input: a term of sum {@code node} in units of the sum's root mean
   * square.
   */
  double root1(int edge, int node) {
    return root(edge, node, variance1);
  }

  /** {@link #root1} for the second input. */
  double root2(int edge, int node) {
    return root(edge, node, variance2);
  }

  private double root(int edge, int node, double[] variance) {
    if (variance[node] == 0) {
      return 0;
    }
    int from = plan.input[edge];
    double ratio = Math.scalb(variance[from] / variance[node], exponent[from] - exponent[node]);
    return plan.weight[edge] * Math.sqrt(ratio);
  }

  double logVariance1(int node) {
    return Math.log(variance1[node]) + exponent[node] * Math.log(2);
  }

  double logVariance2(int node) {
    return Math.log(variance2[node]) + exponent[node] * Math.log(2);
  }

  /**
   * Compiles the correlation maps that {@code points} passes over the network use often enough; and
   * where many are used less often, but again and again, lets one family of maps serve them.
   */
  synchronized void expectEvaluations(int points) {
    evaluations += points;
    int rare = 0;
    Set<ActivationMoments> seen = null;
    ActivationMoments last = null;
    for (ActivationMoments each : moments) {
      if (each == null || each == last || each.isCompiled() || each.q1 != each.q2 || each.q1 == 0) {
        continue;
      }
      last = each;
      if ((long) each.nodes() * points >= WORTH_COMPILING) {
        if (seen == null) {
          seen = new HashSet<>();
        }
        if (seen.add(each)) {
          each.compiled(cache.compile(each.kernel, each.q1));
        }
      } else {
        rare++;
        if (each.q1 >= STEEP && each.variance1 > 0) {
          compileIfQuick(each);
        }
      }
    }
    if (rare >= MANY_VARIANCES && rare * evaluations >= WORTH_A_FAMILY) {
      for (int activation = 0; activation < cache.size(); activation++) {
        compileMany(activation);
      }
    }
  }

  /**
   * Maps for variances of one activation that differ from node to node: of a family over ln q where
   * they are dense, else one each. A map that takes long to compile must have been worth it by the
   * evaluations so far.
   */
  private void compileMany(int activation) {
    Set<ActivationMoments> pending = new LinkedHashSet<>();
    Set<Integer> octaves = new HashSet<>();
    int inFamily = 0;
    for (int i = 0; i < plan.size; i++) {
      ActivationMoments each = moments[i];
      if (each != null
          && plan.activationOf[i] == activation
          && !each.isCompiled()
          && each.q1 == each.q2
          && each.q1 > 0
          && each.variance1 > 0
          && pending.add(each)
          && ActivationCache.inFamily(each.q1)) {
        inFamily++;
        octaves.add(Math.getExponent(each.q1));
      }
    }
    long ofFamily = (long) MAPS_PER_OCTAVE * octaves.size();
    if (inFamily > ofFamily) {
      ActivationMoments steepest = steepestOfFamily(pending);
      if (inFamily * evaluations >= ofFamily * WORTH_COMPILING
          || cache.compileIfQuick(steepest.kernel, steepest.q1).isPresent()) {
        interpolate(activation);
        pending.removeIf(ActivationMoments::isCompiled);
      }
    }
    for (ActivationMoments each : pending) {
      if (evaluations >= WORTH_COMPILING) {
        each.compiled(cache.compile(each.kernel, each.q1));
      } else {
        compileIfQuick(each);
      }
    }
  }

  private void compileIfQuick(ActivationMoments moments) {
    if (triedQuick.add(moments)) {
      cache.compileIfQuick(moments.kernel, moments.q1).ifPresent(moments::compiled);
    }
  }

  private static ActivationMoments steepestOfFamily(Set<ActivationMoments> pending) {
    return pending.stream()
        .filter(each -> ActivationCache.inFamily(each.q1))
        .max(Comparator.comparingDouble(each -> each.q1))
        .orElseThrow();
  }

  private void interpolate(int activation) {
    for (int i = 0; i < plan.size; i++) {
      ActivationMoments each = moments[i];
      if (each != null
          && plan.activationOf[i] == activation
          && !each.isCompiled()
          && each.q1 == each.q2
          && ActivationCache.inFamily(each.q1)) {
        cache.interpolateFromNowOn(activation);
        each.compiled(cache.map(activation, each.q1));
      }
    }
  }

  private void run() {
    for (int i = 0; i < plan.size; i++) {
      int e = plan.edge[i];
      switch (plan.rule[i]) {
        case INPUT -> set(i, start1, start2, 0);
        case FRESH -> fresh(i, plan.input[e]);
        case NONLINEAR -> nonlinear(i, plan.input[e]);
        case SUM -> {
          if (plan.dependentSum[i]) {
            dependentSum(i);
          } else {
            independentSum(i);
          }
        }
        case NORMALISE -> {
          int from = plan.input[e];
          boolean zero = variance1[from] == 0;
          copy(i, from, 1);
          variance1[i] = zero ? 0 : 1;
          variance2[i] = zero ? 0 : 1;
          exponent[i] = 0;
          relativeError[i] = 0;
        }
        case SCALE -> {
          int from = plan.input[e];
          double factor = plan.first[i];
          copy(i, from, factor < 0 ? -1 : 1);
          set(
              i,
              factor * factor * variance1[from],
              factor * factor * variance2[from],
              exponent[from]);
          relativeError[i] = relativeError[from] + ROUNDING;
        }
        case DROPOUT -> dropout(i, plan.input[e]);
        case COPY -> copy(i, plan.input[e], 1);
      }
    }
  }

  private void copy(int i, int from, int sign) {
    variance1[i] = variance1[from];
    variance2[i] = variance2[from];
    exponent[i] = exponent[from];
    mean1[i] = sign * mean1[from];
    mean2[i] = equal() ? mean1[i] : sign * mean2[from];
    relativeError[i] = relativeError[from];
    gain[plan.edge[i]] = 1;
  }

  /** Stores a mean square, with the mantissa kept far from overflow and underflow. */
  private void set(int i, double v1, double v2, int e) {
    double larger = Math.max(v1, v2);
    if (!(larger < Double.POSITIVE_INFINITY)) {
      var node = plan.network.nodes().get(i);
      throw new LengthOverflowException(
          node, "the mean square overflows at node '" + node.name() + "' (index " + i + ")");
    }
    if (larger > LARGE || (larger < SMALL && larger > 0)) {
      int shift = Math.getExponent(larger);
      v1 = Math.scalb(v1, -shift);
      v2 = Math.scalb(v2, -shift);
      e += shift;
    }
    variance1[i] = v1;
    variance2[i] = v2;
    exponent[i] = larger == 0 ? 0 : e;
  }

  private void fresh(int i, int from) {
    double w = plan.first[i];
    double b = plan.second[i];
    double v1 = variance1[from];
    double v2 = variance2[from];
    int e = exponent[from];
    if (b > 0 && e != 0) {
      if (e > 0) {
        b = Math.scalb(b, -e);
      } else {
        v1 = Math.scalb(v1, e);
        v2 = Math.scalb(v2, e);
        e = 0;
      }
    }
    double scaled1 = w * v1;
    double scaled2 = w * v2;
    double q1 = scaled1 + b;
    double q2 = scaled2 + b;
    if (q1 > 0 && q2 > 0) {
      if (v1 == v2) {
        gain[plan.edge[i]] = scaled1 / q1;
      } else {
        double root = Math.sqrt(q1) * Math.sqrt(q2);
        double product = Math.sqrt(scaled1) * Math.sqrt(scaled2);
        double difference = (scaled1 - scaled2) / (Math.sqrt(scaled1) + Math.sqrt(scaled2));
        gain[plan.edge[i]] = product / root;
        offset[i] = b * difference * difference / ((root + product + b) * root);
      }
      double share = Math.max(scaled1 / q1, scaled2 / q2);
      relativeError[i] = relativeError[from] * share + ROUNDING;
    }
    set(i, q1, q2, e);
  }

  private void nonlinear(int i, int from) {
    int activation = plan.activationOf[i];
    double v1 = variance1[from];
    double v2 = variance2[from];
    double q1 = Math.scalb(v1, exponent[from]);
    double q2 = Math.scalb(v2, exponent[from]);
    ActivationMoments found = v1 == 0 ? null : cache.homogeneous(activation);
    if (found == null && v1 > 0 && v2 > 0) {
      found = cache.twoLines(activation, q1, q2);
    }
    if (found != null) {
      double degree = found.degree;
      int e = exponent[from];
      if (degree == 1) {
        set(i, found.variance1 * v1, found.variance1 * v2, e);
      } else {
        double whole = Math.floor(e * degree);
        double scale = found.variance1 * Math.pow(2, e * degree - whole);
        set(i, scale * Math.pow(v1, degree), scale * Math.pow(v2, degree), (int) whole);
      }
      relativeError[i] = degree * relativeError[from] + found.relativeError + ROUNDING;
    } else {
      if (!cache.hasMoments(activation, q1, q2)) {
        var node = plan.network.nodes().get(i);
        throw new LengthOverflowException(
            node,
            "the mean square overflows a double at the input of node '"
                + node.name()
                + "' (index "
                + i
                + "), whose activation is not two straight lines there");
      }
      // Two lengths that have met at a fixed point need not agree to the last bit to share its map.
      found = recent(activation, q1, same(q2, q1) ? q1 : q2);
      found.countNode();
      set(
          i,
          corrected(found.variance1, found.elasticity1, q1, found.q1),
          corrected(found.variance2, found.elasticity2, q2, found.q2),
          0);
      double elasticity = Math.max(Math.abs(found.elasticity1), Math.abs(found.elasticity2));
      relativeError[i] = elasticity * relativeError[from] + found.relativeError + ROUNDING;
    }
    moments[i] = found;
    mean1[i] = found.mean1;
    mean2[i] = found.mean2;
  }

  /** V(q) from V(q₀) for q within rounding of q₀. */
  private static double corrected(double variance, double elasticity, double q, double q0) {
    return q == q0 ? variance : variance * (1 + elasticity * (q - q0) / q0);
  }

  private ActivationMoments recent(int activation, double q1, double q2) {
    ActivationMoments[] ring = recent[activation];
    for (ActivationMoments each : ring) {
      if (each != null && same(each.q1, q1) && same(each.q2, q2)) {
        return each;
      }
    }
    if (ActivationCache.inFamily(q1) && ++met[activation] == WORTH_A_FAMILY) {
      cache.interpolateFromNowOn(activation);
    }
    boolean interpolated =
        q1 == q2 && ActivationCache.inFamily(q1) && cache.interpolates(activation);
    ActivationMoments fresh =
        interpolated ? cache.interpolated(activation, q1) : cache.moments(activation, q1, q2);
    ring[nextRecent[activation]] = fresh;
    nextRecent[activation] = (nextRecent[activation] + 1) % RECENT;
    return fresh;
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= SAME_VARIANCE * b;
  }

  private void dropout(int i, int from) {
    double kept = 1 - plan.first[i];
    copy(i, from, 1);
    if (kept == 1) {
      return;
    }
    // Masks are independent for the two inputs: E x² grows by 1/kept, E xx′ does not.
    set(i, variance1[from] / kept, variance2[from] / kept, exponent[from]);
    mean1[i] = mean1[from] * Math.sqrt(kept);
    mean2[i] = mean2[from] * Math.sqrt(kept);
    relativeError[i] = relativeError[from] + ROUNDING;
    if (variance1[i] > 0) {
      gain[plan.edge[i]] = kept;
      offset[i] = plan.first[i];
    }
  }

  /** The exponent to which the terms of sum i are aligned. */
  private int alignment(int i) {
    int e = Integer.MIN_VALUE;
    for (int k = plan.edge[i]; k < plan.edge[i + 1]; k++) {
      int from = plan.input[k];
      if (variance1[from] > 0 || variance2[from] > 0) {
        e = Math.max(e, exponent[from]);
      }
    }
    return e == Integer.MIN_VALUE ? 0 : e;
  }

  private double aligned(double[] variance, int from, int e) {
    return exponent[from] == e ? variance[from] : Math.scalb(variance[from], exponent[from] - e);
  }

  private void independentSum(int i) {
    int begin = plan.edge[i];
    int end = plan.edge[i + 1];
    int e = alignment(i);
    double q1 = 0;
    double q2 = 0;
    double meanSum1 = 0;
    double meanSum2 = 0;
    double meanSquares1 = 0;
    double meanSquares2 = 0;
    for (int k = begin; k < end; k++) {
      int from = plan.input[k];
      double w = plan.weight[k];
      double v1 = w * w * aligned(variance1, from, e);
      double v2 = w * w * aligned(variance2, from, e);
      q1 += v1;
      q2 += v2;
      if (mean1[from] != 0 || mean2[from] != 0) {
        double m1 = Math.signum(w) * mean1[from] * Math.sqrt(v1);
        double m2 = Math.signum(w) * mean2[from] * Math.sqrt(v2);
        meanSum1 += m1;
        meanSum2 += m2;
        meanSquares1 += m1 * m1;
        meanSquares2 += m2 * m2;
      }
    }
    q1 = Math.max(0, q1 + (meanSum1 * meanSum1 - meanSquares1));
    q2 = Math.max(0, q2 + (meanSum2 * meanSum2 - meanSquares2));
    finishSum(i, q1, q2, e, meanSum1, meanSum2);
  }

  private void dependentSum(int i) {
    int begin = plan.edge[i];
    int end = plan.edge[i + 1];
    int e = alignment(i);
    double q1 = 0;
    double q2 = 0;
    double meanSum1 = 0;
    double meanSum2 = 0;
    double magnitude = 0;
    for (int k = begin; k < end; k++) {
      int from = plan.input[k];
      double w = plan.weight[k];
      double r1 = w * Math.sqrt(aligned(variance1, from, e));
      double r2 = w * Math.sqrt(aligned(variance2, from, e));
      q1 += r1 * r1;
      q2 += r2 * r2;
      magnitude += r1 * r1;
      meanSum1 += mean1[from] * r1;
      meanSum2 += mean2[from] * r2;
      for (int j = begin; j < k; j++) {
        int other = plan.input[j];
        double v = plan.weight[j];
        double cross1 = within1.of(from, other).value();
        double cross2 = equal() ? cross1 : within2.of(from, other).value();
        double term = 2 * r1 * v * Math.sqrt(aligned(variance1, other, e)) * cross1;
        q1 += term;
        q2 += 2 * r2 * v * Math.sqrt(aligned(variance2, other, e)) * cross2;
        magnitude += Math.abs(term);
      }
    }
    // Terms that cancel, such as x − x, leave rounding noise that is not a variance.
    double noise = 8 * ROUNDING * (end - begin) * magnitude;
    q1 = q1 <= noise ? 0 : q1;
    q2 = q2 <= noise ? 0 : q2;
    finishSum(i, q1, q2, e, meanSum1, meanSum2);
    if (q1 > 0) {
      relativeError[i] *= magnitude / q1;
    }
  }

  /** Gains, offset and mean of a sum whose mean squares are q₁·2^e and q₂·2^e. */
  private void finishSum(int i, double q1, double q2, int e, double meanSum1, double meanSum2) {
    set(i, q1, q2, e);
    if (!(q1 > 0 && q2 > 0)) {
      return;
    }
    double error = 0;
    double half = 0;
    double differences = 0;
    double squares = 0;
    for (int k = plan.edge[i]; k < plan.edge[i + 1]; k++) {
      int from = plan.input[k];
      double w = plan.weight[k];
      double share1 = w * w * aligned(variance1, from, e) / q1;
      if (equal()) {
        gain[k] = share1;
      } else {
        double share2 = w * w * aligned(variance2, from, e) / q2;
        double r1 = Math.sqrt(share1);
        double r2 = Math.sqrt(share2);
        double difference = share1 == share2 ? 0 : (share1 - share2) / (r1 + r2);
        gain[k] = r1 * r2;
        half += difference * difference;
        double mu = Math.signum(w) * ((mean1[from] - mean2[from]) * r1 + mean2[from] * difference);
        differences += mu;
        squares += mu * mu;
      }
      error += share1 * relativeError[from];
    }
    offset[i] = half / 2;
    if (!plan.dependentSum[i]) {
      offset[i] += (differences * differences - squares) / 2;
    }
    mean1[i] = Math.clamp(meanSum1 / Math.sqrt(q1), -1.0, 1.0);
    mean2[i] = Math.clamp(meanSum2 / Math.sqrt(q2), -1.0, 1.0);
    relativeError[i] = error + ROUNDING;
  }
}
