package io.brink.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.activation.Activations;
import io.brink.expectation.Estimate;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Both kernels, closed form and quadrature, against every reference figure: relative error at most
 * 10⁻¹², or where a figure is the small difference of large parts, 10⁻¹⁵ of the Cauchy–Schwarz
 * bound on it; and never more than the error bound that comes with it.
 */
class GoldenKernelTest {

  private static final double TOLERANCE = 1e-12;

  /** How a kernel is obtained. */
  enum Source {
    CLOSED_FORM(name -> Kernel.of(Activations.parse(name))),
    QUADRATURE(name -> Kernel.quadrature(Activations.parse(name)));

    private final Function<String, Kernel> make;
    private final Map<String, Kernel> made = new HashMap<>();

    Source(Function<String, Kernel> make) {
      this.make = make;
    }

    Kernel kernel(String activation) {
      return made.computeIfAbsent(activation, make);
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void momentsOfOneInput(Source source) {
    List<String> wrong = new ArrayList<>();
    for (String file : List.of("golden1d.json", "kernel1d_extended.json")) {
      for (Golden.Row row : Golden.byActivation(file)) {
        Kernel kernel = source.kernel(row.activation());
        double q = row.number("q");
        String place = row.activation() + " q=" + q + " ";
        double v = row.number("V");
        double slope = finite(row, "E_dphi2");
        check(wrong, place + "mean", row, "mean", Math.sqrt(v), kernel.mean(q));
        check(wrong, place + "variance", row, "V", v, kernel.variance(q));
        check(
            wrong,
            place + "varianceDerivative",
            row,
            "dV_dq",
            v / q + Math.sqrt(v * slope / q),
            kernel.varianceDerivative(q));
        check(
            wrong,
            place + "derivativeMean",
            row,
            "E_dphi",
            Math.sqrt(v / q + slope),
            kernel.derivativeMean(q));
        check(
            wrong,
            place + "derivativeVariance",
            row,
            "E_dphi2",
            slope,
            kernel.derivativeVariance(q));
        check(
            wrong,
            place + "secondDerivativeVariance",
            row,
            "E_d2phi2",
            0,
            kernel.secondDerivativeVariance(q));
        check(wrong, place + "fourthMoment", row, "E_phi4", 0, kernel.fourthMoment(q));
        check(
            wrong,
            place + "derivativeFourthMoment",
            row,
            "E_dphi4",
            0,
            kernel.derivativeFourthMoment(q));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void covariances(Source source) {
    List<String> wrong = new ArrayList<>();
    for (String file : List.of("golden2d.json", "kernel2d_extended.json")) {
      for (Golden.Row row : Golden.byActivation(file)) {
        Kernel kernel = source.kernel(row.activation());
        double q1 = row.number("q1");
        double q2 = row.number("q2");
        double c = row.number("c");
        Correlation correlation = Correlation.ofValue(c);
        String place = row.activation() + " q1=" + q1 + " q2=" + q2 + " c=" + c + " ";
        double size =
            Math.sqrt(kernel.variance(q1).value()) * Math.sqrt(kernel.variance(q2).value());
        double slopeSize =
            Math.sqrt(kernel.derivativeVariance(q1).value())
                * Math.sqrt(kernel.derivativeVariance(q2).value());
        check(wrong, place + "covariance", row, "K", size, kernel.covariance(q1, q2, correlation));
        if (Math.abs(c) < 1) {
          check(
              wrong,
              place + "derivativeCovariance",
              row,
              "K_dphi",
              slopeSize,
              kernel.derivativeCovariance(q1, q2, correlation));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void gaps(Source source) {
    List<String> wrong = new ArrayList<>();
    for (Golden.Row row : Golden.byActivation("gaps.json")) {
      Kernel kernel = source.kernel(row.activation());
      double q = row.number("q");
      double gap = row.number("one_minus_c");
      String place = row.activation() + " q=" + q + " 1-c=" + gap + " ";
      check(wrong, place + "gap", row, "gap", 0, kernel.gap(q, Correlation.ofGap(gap)));
    }
    assertThat(wrong).isEmpty();
  }

  private static double finite(Golden.Row row, String field) {
    double value = row.has(field) ? row.number(field) : 0;
    return value < Double.POSITIVE_INFINITY ? value : 0;
  }

  private static void check(
      List<String> wrong,
      String place,
      Golden.Row row,
      String field,
      double magnitude,
      Estimate estimate) {
    if (!row.has(field)) {
      return;
    }
    double exact = row.number(field);
    double got = estimate.value();
    if (exact == got) {
      return;
    }
    double error = Math.abs(got - exact);
    if (!(error <= Math.max(TOLERANCE * Math.abs(exact), 2e-15 * magnitude))) {
      wrong.add(place + ": " + got + " instead of " + exact + ", error " + error);
    }
    // A reference is itself rounded to a double, and its own arithmetic has a 64-bit mantissa.
    if (!(error <= estimate.errorBound() + 4e-16 * Math.abs(exact) + 4e-19 * magnitude)) {
      wrong.add(place + ": error " + error + " exceeds its bound " + estimate.errorBound());
    }
  }
}
