package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.activation.Erf;
import io.brink.activation.LeakyRelu;
import io.brink.activation.ShapedActivation;
import io.brink.expectation.Estimate;
import io.brink.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedFormKernelTest {
  private static final double TOLERANCE = 1e-13;

  @Test
  void oneDimensionalMomentsMatchTheReference() {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (Golden.Row row : Golden.byActivation("kernel1d_extended.json")) {
      Activation activation = Activations.parse(row.activation());
      var kernel = ClosedForms.find(activation);
      if (kernel.isEmpty()) {
        continue;
      }
      double q = row.number("q");
      Map<String, Function<Kernel, Estimate>> moments =
          Map.of(
              "mean", k -> k.mean(q),
              "V", k -> k.variance(q),
              "dV_dq", k -> k.varianceDerivative(q),
              "E_dphi", k -> k.derivativeMean(q),
              "E_dphi2", k -> k.derivativeVariance(q),
              "E_d2phi2", k -> k.secondDerivativeVariance(q),
              "E_phi4", k -> k.fourthMoment(q),
              "E_dphi4", k -> k.derivativeFourthMoment(q));
      for (var moment : moments.entrySet()) {
        if (row.has(moment.getKey())) {
          Estimate found = moment.getValue().apply(kernel.get());
          double expected = row.number(moment.getKey());
          // a figure that is 0 by symmetry, or all but 0, is not known to full relative accuracy
          if (Math.abs(expected) > 1e-18 * row.number("V") && Math.abs(expected) > 1e-30) {
            check(row + " " + moment.getKey(), found, expected, wrong);
          } else {
            assertThat(Math.abs(found.value())).isLessThan(1e-15 * (1 + row.number("V")));
          }
          compared++;
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(800);
  }

  @Test
  void pairsMatchTheReference() {
    List<String> wrong = new ArrayList<>();
    @SuppressWarnings("unchecked")
    List<Map<String, String>> rows =
        (List<Map<String, String>>) (List<?>) Golden.read("closed_forms.json", List.class);
    for (Map<String, String> row : rows) {
      Kernel kernel = Kernel.of(Activations.parse(row.get("activation")));
      assertThat(kernel).isInstanceOf(ClosedFormKernel.class);
      double q1 = Double.parseDouble(row.get("q1"));
      double q2 = Double.parseDouble(row.get("q2"));
      Correlation c = new Correlation(Double.parseDouble(row.get("angle")));
      check(
          row.toString(),
          kernel.covariance(q1, q2, c),
          Double.parseDouble(row.get("K")),
          Math.sqrt(kernel.variance(q1).value() * kernel.variance(q2).value()),
          wrong);
      if (row.get("gap") != null) {
        // where an even function's gap vanishes again, at θ = π, θ itself is rounded
        check(
            row + " gap",
            kernel.gap(q1, c),
            Double.parseDouble(row.get("gap")),
            c.angle() < 2 ? 0 : kernel.variance(q1).value(),
            wrong);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).hasSizeGreaterThan(500);
  }

  private static void check(String what, Estimate found, double expected, List<String> wrong) {
    check(what, found, expected, 0, wrong);
  }

  /**
   * Within the tolerance relative to the larger of figure and scale, and within the bound that is
   * claimed.
   */
  private static void check(
      String what, Estimate found, double expected, double scale, List<String> wrong) {
    double error = Math.abs(found.value() - expected);
    if (found.value() == expected || error < 1e-300) {
      return;
    }
    double size = Math.max(Math.abs(expected), scale);
    double overflow = Math.abs(expected) > 1e300 ? 1e-9 : TOLERANCE;
    if (!(error <= overflow * Math.max(size, 1e-30))
        || !(error <= found.errorBound() + (size < 1e-15 ? 1e-13 : 0x1p-51) * size)) {
      wrong.add(what + ": " + found + " not " + expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity",
        "relu",
        "leaky_relu(0.3)",
        "abs",
        "erf",
        "sin",
        "cos",
        "gaussian",
        "square",
        "monomial(3)",
        "hermite(4)",
        "sign",
        "step"
      })
  void closedFormAgreesWithQuadrature(String name) {
    Activation activation = Activations.parse(name);
    agree(Kernel.of(activation), Kernel.quadrature(activation));
  }

  @Test
  void scaledAndOffsetFormsAgreeWithQuadrature() {
    Activation relu = new ShapedActivation(new LeakyRelu(0), -0.7, 0, 1.5, -0.4);
    agree(Kernel.of(relu), Kernel.quadrature(relu));
    Activation erf = new ShapedActivation(new Erf(), 0.7, 0, 1.5, 0.4);
    agree(Kernel.of(erf), Kernel.quadrature(erf));
    assertThat(Kernel.of(relu)).isInstanceOf(PiecewiseLinearKernel.class.getSuperclass());
  }

  private static void agree(Kernel closed, Kernel quadrature) {
    List<String> wrong = new ArrayList<>();
    for (double q : new double[] {1e-6, 0.3, 7, 1e4}) {
      near("mean", q, closed.mean(q), quadrature.mean(q), closed.variance(q), wrong);
      near("V", q, closed.variance(q), quadrature.variance(q), closed.variance(q), wrong);
      near(
          "dV",
          q,
          closed.varianceDerivative(q),
          quadrature.varianceDerivative(q),
          new Estimate(closed.variance(q).value() / q, 0),
          wrong);
      for (double angle : new double[] {0, 1e-8, 0.1, 0.9, 2, 3}) {
        Correlation c = new Correlation(angle);
        near(
            "W at " + angle,
            q,
            closed.covariance(q, q, c),
            quadrature.covariance(q, q, c),
            closed.variance(q),
            wrong);
        near("gap at " + angle, q, closed.gap(q, c), quadrature.gap(q, c), closed.gap(q, c), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void near(
      String what, double q, Estimate a, Estimate b, Estimate scale, List<String> wrong) {
    double size = Math.max(Math.abs(a.value()), Math.abs(scale.value()));
    if (what.startsWith("gap")) {
      // the quadrature forms differences of figures of size √V
      size += 1e-3 * Math.sqrt(size);
    } else if (what.equals("mean")) {
      size = Math.sqrt(size);
    }
    if (a.value() != b.value() && !(Math.abs(a.value() - b.value()) <= 1e-12 * size)) {
      wrong.add(what + " at q = " + q + ": " + a + " and " + b);
    }
  }

  @Test
  void piecewiseLinearMomentsAgreeWithQuadrature() {
    Activation shifted = new ShapedActivation(new LeakyRelu(0.2), 1.3, 0.4, 0.9, -0.1);
    Kernel closed = Kernel.of(shifted);
    assertThat(closed).isInstanceOf(PiecewiseLinearKernel.class);
    Kernel quadrature = Kernel.quadrature(shifted);
    List<String> wrong = new ArrayList<>();
    for (double q : new double[] {1e-6, 0.3, 7, 1e4}) {
      Estimate v = closed.variance(q);
      near("mean", q, closed.mean(q), quadrature.mean(q), v, wrong);
      near("V", q, v, quadrature.variance(q), v, wrong);
      near("dV", q, closed.varianceDerivative(q), quadrature.varianceDerivative(q), v, wrong);
      near("E4", q, closed.fourthMoment(q), quadrature.fourthMoment(q), v, wrong);
      near("D", q, closed.derivativeVariance(q), quadrature.derivativeVariance(q), v, wrong);
      Correlation c = new Correlation(0.7);
      near(
          "K",
          q,
          closed.secondDerivativeCovariance(q, q, c),
          quadrature.secondDerivativeCovariance(q, q, c),
          v,
          wrong);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void gapKeepsItsDigitsDownTo1e300() {
    Correlation c = new Correlation(1e-150);
    for (String name : List.of("relu", "erf", "sin", "gaussian", "exp", "monomial(3)")) {
      Kernel kernel = Kernel.of(Activations.parse(name));
      double leading = kernel.derivativeVariance(1).value() / 2;
      assertThat(kernel.gap(1, c).value() / 1e-300)
          .as(name)
          .isCloseTo(leading, org.assertj.core.data.Offset.offset(1e-13 * leading));
    }
    // J_0.3: 1 − J ~ θ^1.6; mpmath, 400 digits
    assertThat(Kernel.of(Activations.parse("alpha_relu(0.3)")).gap(100, c).value())
        .isCloseTo(6.7104134055962713453e-241, org.assertj.core.data.Offset.offset(1e-253));
  }

  @Test
  void unequalLengthsOfHomogeneousActivationsDoNotMatter() {
    Correlation c = new Correlation(1e-8);
    for (String name : List.of("relu", "abs", "alpha_relu(1.5)", "step", "monomial(3)")) {
      Kernel kernel = Kernel.of(Activations.parse(name));
      assertThat(kernel.normalisedGap(1e-200, 1e200, c).value())
          .as(name)
          .isEqualTo(kernel.normalisedGap(1, 1, c).value());
    }
  }

  @Test
  void badVariancesAreRejected() {
    Kernel kernel = Kernel.of(new LeakyRelu(0));
    assertThatThrownBy(() -> kernel.variance(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 0, got -1");
    assertThatThrownBy(() -> kernel.covariance(Double.NaN, 1, Correlation.EQUAL))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
