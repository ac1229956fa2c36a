package io.brink.asymptotics;

import io.brink.activation.Activation;
import io.brink.kernel.Correlation;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import io.brink.propagation.BackwardPropagation;
import io.brink.propagation.BackwardTrace;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.GradientDivergence;
import io.brink.propagation.InputPair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * The constants of a residual network's asymptotic law, measured on the network itself.
 *
 * <p>A full residual network is propagated forward and backward; each constant is the slope of a
 * line through 64 layers, spaced evenly in ln l over the deepest 15/16 of the network, after the
 * law's larger terms have been subtracted. How fast e tends to e* is measured on de_l/de_0, which
 * falls with the exponent of |e − e*|, for a pair that starts at e*: with exponents as small as
 * 0.05 no depth brings another pair near it. For the same reason powers of the rectifier are taken
 * without their biases there, which do not count in the limit but push the first layers off e*. The
 * uncertainty of a {@link LineFit} is what is left of the smaller ones: a law holds in the limit,
 * and layers are finite.
 *
 * @param activation φ
 * @param variances the network's variances
 * @param depth number of residual blocks
 * @param input mean squares and correlation of x₀ for the pair of inputs
 * @param law the law
 * @param comparisons its constants and their measurement; empty where no law is known
 * @param divergences moments of φ′ that do not exist, for which gradients are not compared
 */
public record ResidualMeasurement(
    Activation activation,
    ResidualVariances variances,
    int depth,
    InputPair input,
    ResidualLaw law,
    List<LawComparison> comparisons,
    List<GradientDivergence> divergences) {

  /** Layers through which a line is fitted. */
  private static final int POINTS = 64;

  /** Smallest depth that is worth a fit. */
  public static final int SMALLEST_DEPTH = 256;

  /** Copies the lists. */
  public ResidualMeasurement {
    comparisons = List.copyOf(comparisons);
    divergences = List.copyOf(divergences);
  }

  /**
   * Law and measurement of a residual network.
   *
   * @param depth number of residual blocks, at least {@link #SMALLEST_DEPTH}
   * @throws IllegalArgumentException if the depth is smaller
   */
  public static ResidualMeasurement of(
      Activation activation, ResidualVariances variances, int depth, InputPair input) {
    if (depth < SMALLEST_DEPTH) {
      throw new IllegalArgumentException(
          "measuring an asymptotic law needs a depth of at least "
              + SMALLEST_DEPTH
              + ", got "
              + depth);
    }
    Layers layers = new Layers(activation, variances, depth, input);
    ResidualLaw law = ResidualLaw.of(activation, variances);
    List<LawComparison> comparisons =
        switch (law) {
          case SaturatingLaw saturating -> layers.compare(saturating);
          case PowerLaw power -> layers.compare(power);
          case RectifierLaw rectifier -> layers.compare(rectifier);
          case FrozenLaw frozen -> layers.compare(frozen);
          case UnknownLaw _ -> List.of();
        };
    return new ResidualMeasurement(
        activation, variances, depth, input, law, comparisons, layers.backward.divergences());
  }

  /** The recurrences, layer by layer. */
  private static final class Layers {
    private final Activation activation;
    private final int depth;
    private final int[] sums;
    private final int[] affines;
    private final ForwardPropagation propagation;
    private final ForwardTrace forward;
    private final BackwardTrace backward;

    Layers(Activation activation, ResidualVariances variances, int depth, InputPair input) {
      this.activation = activation;
      this.depth = depth;
      sums = new int[depth + 1];
      affines = new int[depth + 1];
      Network network = network(activation, variances);
      propagation = ForwardPropagation.of(network);
      forward = propagation.propagate(input);
      backward = BackwardPropagation.of(propagation).propagate(forward);
    }

    private Network network(Activation activation, ResidualVariances variances) {
      Operation hidden =
          new Operation.Affine(
              1, variances.weightVariance(), variances.biasVariance(), WeightLaw.GAUSSIAN);
      Operation out =
          new Operation.Affine(
              1, variances.outWeightVariance(), variances.outBiasVariance(), WeightLaw.GAUSSIAN);
      Operation phi = new Operation.Nonlinearity(activation);
      Operation sum = new Operation.WeightedSum(List.of(1.0, 1.0));
      NetworkBuilder builder = new NetworkBuilder();
      Handle x = builder.input(new Shape.Vector(1));
      sums[0] = x.index();
      for (int l = 1; l <= depth; l++) {
        Handle h = builder.add(hidden, x);
        affines[l] = h.index();
        x = builder.add(sum, builder.add(out, builder.add(phi, h)), x);
        sums[l] = x.index();
      }
      return builder.build(x);
    }

    private double length(int l) {
      return forward.variance1(sums[l]);
    }

    private double logLength(int l) {
      return forward.logVariance1(sums[l]);
    }

    private double gap(int l) {
      return forward.gap(sums[l]);
    }

    /**
     * The limit of e: e_l = e* + C l^(−exponent) is a line in l^exponent after multiplication by
     * it.
     */
    private LawComparison limit(double limit, double exponent) {
      return new LawComparison(
          "limit of the correlation, e*",
          "slope of e l^x against l^x, x the convergence exponent",
          limit,
          fit(l -> Math.pow(l, exponent), l -> (1 - gap(l)) * Math.pow(l, exponent), 1));
    }

    /** The exponent with which e forgets its start, on a pair that starts at the limit. */
    private LawComparison convergence(
        ForwardPropagation network, double limit, double exponent, String symbol) {
      ForwardTrace nearby =
          network.propagate(
              new InputPair(
                  forward.input().variance1(),
                  forward.input().variance2(),
                  Correlation.ofValue(limit)));
      return new LawComparison(
          "convergence exponent " + symbol,
          "-slope of ln(de_l/de_0) at e_0 = e* against ln l",
          exponent,
          fit(Math::log, l -> Math.log(Math.abs(nearby.slope(sums[l]))), -1));
    }

    private double logGradient(int l) {
      return backward.logGradient1(sums[l]);
    }

    private double logBiasGradient(int l) {
      return backward.logBiasGradient1(affines[l]);
    }

    private double logWeightGradient(int l) {
      return backward.logWeightGradient1(affines[l]);
    }

    /** factor · slope of y against x(l). */
    private LineFit fit(DoubleUnaryOperator x, IntToDoubleFunction y, double factor) {
      double[] abscissas = new double[POINTS];
      double[] ordinates = new double[POINTS];
      for (int k = 0; k < POINTS; k++) {
        int l = (int) Math.rint(depth * Math.pow(16, (double) (k + 1 - POINTS) / (POINTS - 1)));
        abscissas[k] = x.applyAsDouble(l);
        ordinates[k] = y.applyAsDouble(l);
      }
      LineFit line = LineFit.of(abscissas, ordinates);
      return new LineFit(factor * line.slope(), Math.abs(factor) * line.uncertainty());
    }

    List<LawComparison> compare(SaturatingLaw law) {
      double b0 = law.linear();
      double b1 = law.squareRoot();
      double a = law.gradientSquareRoot();
      double b = law.gradientLogarithmic();
      List<LawComparison> result = new ArrayList<>();
      result.add(
          new LawComparison(
              "length coefficient b0", "slope of p against l", b0, fit(l -> l, this::length, 1)));
      result.add(
          new LawComparison(
              "length coefficient b1",
              "slope of p - b0 l against sqrt l",
              b1,
              fit(Math::sqrt, l -> length(l) - b0 * l, 1)));
      result.add(
          new LawComparison(
              "length coefficient b2",
              "slope of p - b0 l - b1 sqrt l against ln l",
              law.logarithmic(),
              fit(Math::log, l -> length(l) - b0 * l - b1 * Math.sqrt(l), 1)));
      result.add(limit(law.fixedPoint(), law.convergenceExponent()));
      result.add(convergence(propagation, law.fixedPoint(), law.convergenceExponent(), "delta*"));
      result.add(
          new LawComparison(
              "gradient coefficient A",
              "-slope of ln chi + B ln l against sqrt l",
              a,
              fit(Math::sqrt, l -> logGradient(l) + b * Math.log(l), -1)));
      result.add(
          new LawComparison(
              "gradient coefficient B",
              "-slope of ln chi + A sqrt l against ln l",
              b,
              fit(Math::log, l -> logGradient(l) + a * Math.sqrt(l), -1)));
      result.add(
          new LawComparison(
              "bias gradient coefficient B_b",
              "-slope of ln chi_b + A sqrt l against ln l",
              b + 0.5,
              fit(Math::log, l -> logBiasGradient(l) + a * Math.sqrt(l), -1)));
      result.add(
          new LawComparison(
              "weight gradient coefficient B_w",
              "-slope of ln chi_w + A sqrt l against ln l",
              b - 0.5,
              fit(Math::log, l -> logWeightGradient(l) + a * Math.sqrt(l), -1)));
      return result;
    }

    List<LawComparison> compare(PowerLaw law) {
      List<LawComparison> result = new ArrayList<>();
      double exponent = law.lengthExponent();
      result.add(
          new LawComparison(
              "length exponent 1/(1-alpha)",
              "slope of ln p against ln l",
              exponent,
              fit(Math::log, this::logLength, 1)));
      result.add(
          new LawComparison(
              "root of the length coefficient, K1^(1-alpha)",
              "slope of p^(1-alpha) against l",
              Math.pow(law.lengthCoefficient(), 1 / exponent),
              fit(l -> l, l -> Math.exp(logLength(l) / exponent), 1)));
      ResidualVariances own = law.variances();
      ResidualVariances biasFree =
          new ResidualVariances(own.weightVariance(), 0, own.outWeightVariance(), 0);
      result.add(
          convergence(
              ForwardPropagation.of(network(activation, biasFree)),
              law.fixedPoint(),
              law.convergenceExponent(),
              "mu, without biases"));
      law.gradientExponent()
          .ifPresent(
              r -> {
                double bias = r + 1;
                double weight = r - law.degree() * exponent;
                result.add(
                    new LawComparison(
                        "gradient exponent R",
                        "-slope of ln chi against ln l",
                        r,
                        fit(Math::log, this::logGradient, -1)));
                result.add(
                    new LawComparison(
                        "bias gradient exponent R + 1",
                        "-slope of ln chi_b against ln l",
                        bias,
                        fit(Math::log, this::logBiasGradient, -1)));
                result.add(
                    new LawComparison(
                        "weight gradient exponent R - alpha/(1-alpha)",
                        "-slope of ln chi_w against ln l",
                        weight,
                        fit(Math::log, this::logWeightGradient, -1)));
              });
      return result;
    }

    List<LawComparison> compare(RectifierLaw law) {
      double growth = Math.log1p(law.growth() - 1);
      List<LawComparison> result = new ArrayList<>();
      result.add(
          new LawComparison(
              "log of the growth factor, ln B",
              "slope of ln p against l",
              growth,
              fit(l -> l, this::logLength, 1)));
      result.add(
          new LawComparison(
              "log of the gradient's growth factor, ln B",
              "-slope of ln chi against l",
              growth,
              fit(l -> l, this::logGradient, -1)));
      result.add(
          new LawComparison(
              "growth of the weights' gradients",
              "-slope of ln chi_w against l",
              0,
              fit(l -> l, this::logWeightGradient, -1)));
      if (gap(depth) > 0 && law.gapRate() > 0) {
        result.add(
            new LawComparison(
                "gap rate U sigma_v^2 sigma_w^2/(4B)",
                "slope of (1 - e)^(-1/2) against l",
                law.gapRate(),
                fit(l -> l, l -> 1 / Math.sqrt(gap(l)), 1)));
      }
      return result;
    }

    List<LawComparison> compare(FrozenLaw law) {
      List<LawComparison> result = new ArrayList<>();
      result.add(
          new LawComparison(
              "length growth",
              "slope of p against l",
              law.lengthGrowth().value(),
              fit(l -> l, this::length, 1)));
      result.add(
          new LawComparison(
              "growth of the gradient",
              "-slope of ln chi against l",
              0,
              fit(l -> l, this::logGradient, -1)));
      return result;
    }
  }
}
