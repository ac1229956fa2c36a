package io.brink.phase;

import io.brink.activation.Activation;
import io.brink.activation.Cosine;
import io.brink.activation.Erf;
import io.brink.activation.Exponential;
import io.brink.activation.Gaussian;
import io.brink.activation.Sine;
import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.CorrelationMapFamily;
import io.brink.kernel.Kernel;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Computes the cells of a {@link PhaseDiagram}: lengths first, then correlations. */
final class DiagramSolver {

  private static final int SCAN = 240;
  private static final double START = Math.log(LengthMoments.SMALLEST);

  /** A fixed point nearer than this to marginal is left to {@link PlainAnalysis}. */
  private static final double MARGINAL = 1e-6;

  /** Differences below this part of q are rounding. */
  private static final double NOISE = 1e-13;

  /** Width of the panels of a family of maps, and how many cells in one pay for its compilation. */
  private static final double OCTAVE = Math.log(2);

  private static final int WORTH_COMPILING = 80;

  private static final double CRITICAL = 1e-12;
  private static final double LENGTH_ERROR = 1e-14;
  private static final double BESIDE_ZERO = 1e-200;

  private final Activation activation;
  private final Kernel kernel;
  private final boolean quick;
  private final LengthMoments moments;
  private final VarianceRange weights;
  private final VarianceRange biases;
  private final PhaseCells cells;
  private final double[] grid = new double[SCAN + 1];
  private final double[] variance = new double[SCAN + 1];
  private final double limitAtZero;
  private final double limitAtInfinity;

  DiagramSolver(Activation activation, VarianceRange weights, VarianceRange biases) {
    this.activation = activation;
    this.kernel = Kernel.of(activation);
    this.quick = isQuick(activation);
    this.moments = quick ? new KernelMoments(kernel) : new CompiledMoments(kernel);
    this.weights = weights;
    this.biases = biases;
    this.cells = new PhaseCells(weights.count() * biases.count());
    double largest = LengthMoments.largest(activation, weights.to(), biases.to());
    double step = (Math.log(largest) - START) / SCAN;
    IntStream.rangeClosed(0, SCAN)
        .parallel()
        .forEach(
            k -> {
              grid[k] = Math.exp(START + step * k);
              variance[k] = kernel.variance(grid[k]).value();
            });
    limitAtZero = limitAtZero();
    limitAtInfinity = kernel.derivativeVariance(largest).value();
  }

  /** Closed forms of a few elementary functions need no compilation. */
  private static boolean isQuick(Activation activation) {
    return switch (activation) {
      case Erf _, Sine _, Cosine _, Exponential _, Gaussian _ -> true;
      default -> false;
    };
  }

  /**
   * Solves for all cells.
   *
   * @param half is run when a half of the work on a column is done, from several threads
   */
  PhaseCells solve(Runnable half) {
    OptionalDouble degree = activation.homogeneityDegree();
    boolean linear = degree.isPresent() && degree.getAsDouble() == 1;
    IntStream columns = IntStream.range(0, weights.count()).parallel();
    if (linear) {
      columns.forEach(
          column -> {
            for (int row = 0; row < biases.count(); row++) {
              analyse(column, row);
            }
            half.run();
            half.run();
          });
    } else {
      columns.forEach(
          column -> {
            lengths(column);
            half.run();
          });
      DoubleFunction<NormalisedMap> maps = maps();
      IntStream.range(0, weights.count())
          .parallel()
          .forEach(
              column -> {
                correlations(column, maps);
                half.run();
              });
    }
    return cells;
  }

  private int index(int column, int row) {
    return column * biases.count() + row;
  }

  /** A cell by itself, by the slower and more careful way. */
  private void analyse(int column, int row) {
    int index = index(column, row);
    double weight = weights.value(column);
    PlainAnalysis analysis =
        PlainAnalysis.of(new PlainLayer(activation, weight, biases.value(row)), kernel);
    switch (analysis.lengths()) {
      case LengthRegime.EveryLength() ->
          cells.fix(index, analysis.phases().getFirst(), LengthFate.EVERY);
      case LengthRegime.Growing _ ->
          cells.escape(index, LengthFate.GROWING, limit(weight, limitAtInfinity));
      case LengthRegime.FixedLengths _ ->
          analysis
              .principal()
              .ifPresentOrElse(
                  fixed -> cells.fix(index, fixed, LengthFate.FIXED),
                  () -> cells.escape(index, LengthFate.VANISHING, limit(weight, limitAtZero)));
    }
  }

  private void lengths(int column) {
    double weight = weights.value(column);
    // u(q) = q − σ_w² V(q) is the bias variance that keeps q; attracting where it increases.
    double[] u = new double[SCAN + 1];
    double[] fromHere = new double[SCAN + 1];
    for (int k = 0; k <= SCAN; k++) {
      double next = weight == 0 ? 0 : weight * variance[k];
      u[k] = Math.abs(grid[k] - next) <= NOISE * grid[k] ? 0 : grid[k] - next;
    }
    fromHere[SCAN] = u[SCAN];
    for (int k = SCAN - 1; k >= 0; k--) {
      fromHere[k] = Math.min(u[k], fromHere[k + 1]);
    }
    double[] moment = new double[3];
    for (int row = 0; row < biases.count(); row++) {
      double bias = biases.value(row);
      int index = index(column, row);
      int k = crossing(u, fromHere, bias);
      if (k >= 0) {
        solve(column, row, u, k, moment);
      } else if (bias == 0 && u[0] >= 0) {
        cells.escape(index, LengthFate.VANISHING, limit(weight, limitAtZero));
      } else if (u[SCAN] < bias) {
        cells.escape(index, LengthFate.GROWING, limit(weight, limitAtInfinity));
      } else {
        analyse(column, row);
      }
    }
  }

  /** The last k with u below the bias at k and not at k + 1; −1 if there is none. */
  private static int crossing(double[] u, double[] fromHere, double bias) {
    int top = SCAN;
    while (top >= 0 && u[top] < bias) {
      top--;
    }
    if (top < SCAN) {
      for (int k = top - 1; k >= 0; k--) {
        if (u[k] < bias) {
          return k;
        }
      }
      return -1;
    }
    int low = -1;
    int high = SCAN;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (fromHere[middle] < bias) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void solve(int column, int row, double[] u, int k, double[] moment) {
    double weight = weights.value(column);
    double bias = biases.value(row);
    double low = grid[k];
    double high = grid[k + 1];
    double q = low + (high - low) * (bias - u[k]) / (u[k + 1] - u[k]);
    double slope = Double.NaN;
    for (int i = 0; i < 60; i++) {
      moments.at(q, moment);
      double excess = q - weight * moment[LengthMoments.VARIANCE] - bias;
      if (excess < 0) {
        low = q;
      } else {
        high = q;
      }
      slope = weight * moment[LengthMoments.VARIANCE_DERIVATIVE];
      double moved = q - excess / (1 - slope);
      if (!(moved >= low && moved <= high)) {
        moved = 0.5 * (low + high);
      }
      double change = Math.abs(moved - q);
      q = moved;
      if (change <= 1e-9 * q) {
        break;
      }
    }
    if (!(Math.abs(slope) < 1 - MARGINAL)) {
      analyse(column, row);
      return;
    }
    moments.at(q, moment);
    int index = index(column, row);
    double chi1 = weight == 0 ? 0 : weight * moment[LengthMoments.DERIVATIVE_VARIANCE];
    cells.fate[index] = LengthFate.FIXED;
    cells.length[index] = q;
    cells.lengthSlope[index] = weight * moment[LengthMoments.VARIANCE_DERIVATIVE];
    cells.chi1[index] = chi1;
    cells.phase[index] = Phase.of(chi1, CRITICAL + LENGTH_ERROR / (1 - Math.abs(slope)));
    cells.correlationSlope[index] = chi1;
    cells.gap[index] = cells.phase[index] == Phase.CHAOTIC ? Double.NaN : 0;
  }

  private void correlations(int column, DoubleFunction<NormalisedMap> maps) {
    double guess = 0.5;
    double logBefore = Double.NaN;
    for (int row = 0; row < biases.count(); row++) {
      int index = index(column, row);
      if (!isOpen(index)) {
        continue;
      }
      double q = cells.length[index];
      double rho = 1 - biases.value(row) / q;
      double logChi1 = Math.log(cells.chi1[index]);
      // Next to the critical line the gap is proportional to ln χ₁.
      double scaled = logBefore > 0 ? guess * (logChi1 / logBefore) : guess;
      NormalisedMap map = maps.apply(q);
      double gap =
          FixedCorrelation.gap(map, rho, scaled > 0 && scaled <= 1 ? scaled : Math.min(1, guess));
      cells.gap[index] = gap;
      cells.correlationSlope[index] = rho * map.slope(FixedCorrelation.angle(gap));
      guess = gap;
      logBefore = logChi1 < Double.POSITIVE_INFINITY ? logChi1 : Double.NaN;
    }
  }

  /** Whether a cell's correlation is still to be found. */
  private boolean isOpen(int index) {
    return cells.fate[index] == LengthFate.FIXED && Double.isNaN(cells.gap[index]);
  }

  private DoubleFunction<NormalisedMap> maps() {
    if (quick) {
      return this::kernelMap;
    }
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (int index = 0; index < cells.length.length; index++) {
      if (isOpen(index)) {
        low = Math.min(low, cells.length[index]);
        high = Math.max(high, cells.length[index]);
      }
    }
    if (high == 0) {
      return this::kernelMap;
    }
    CorrelationMapFamily family = CorrelationMapFamily.of(kernel, low, high);
    double from = family.minimumLogVariance();
    if (from == Double.NEGATIVE_INFINITY) {
      CorrelationMap homogeneous = family.at(0);
      return _ -> new CompiledMap(homogeneous);
    }
    int[] population = new int[1 + (int) ((family.maximumLogVariance() - from) / OCTAVE)];
    for (int index = 0; index < cells.length.length; index++) {
      if (isOpen(index)) {
        population[octave(cells.length[index], from, population.length)]++;
      }
    }
    // The family compiles an octave when first asked; all at once here, so that none is made twice.
    IntStream.range(0, population.length)
        .parallel()
        .filter(octave -> population[octave] >= WORTH_COMPILING)
        .forEach(
            octave ->
                family.at(Math.min(from + (octave + 0.5) * OCTAVE, family.maximumLogVariance())));
    return q ->
        population[octave(q, from, population.length)] >= WORTH_COMPILING
            ? new CompiledMap(family.at(Math.log(q)))
            : kernelMap(q);
  }

  private static int octave(double q, double from, int octaves) {
    return Math.max(0, Math.min(octaves - 1, (int) ((Math.log(q) - from) / OCTAVE)));
  }

  private KernelMap kernelMap(double q) {
    return new KernelMap(kernel, q, kernel.variance(q).value());
  }

  private record CompiledMap(CorrelationMap map) implements NormalisedMap {
    @Override
    public double gap(double angle) {
      return map.gap(angle);
    }

    @Override
    public double slope(double angle) {
      return map.slope(angle);
    }
  }

  private record KernelMap(Kernel kernel, double q, double variance) implements NormalisedMap {
    @Override
    public double gap(double angle) {
      return kernel.gap(q, new Correlation(angle)).value() / variance;
    }

    @Override
    public double slope(double angle) {
      return q * kernel.derivativeCovariance(q, q, new Correlation(angle)).value() / variance;
    }
  }

  private static double limit(double weight, double slopeVariance) {
    return weight == 0 ? 0 : weight * slopeVariance;
  }

  /** E φ′² as q → 0. */
  private double limitAtZero() {
    OptionalDouble degree = activation.homogeneityDegree();
    if (degree.isPresent() && degree.getAsDouble() != 1) {
      return degree.getAsDouble() < 1 ? Double.POSITIVE_INFINITY : 0;
    }
    double right = activation.derivative(BESIDE_ZERO);
    double left = activation.derivative(-BESIDE_ZERO);
    return 0.5 * (right * right + left * left);
  }
}
