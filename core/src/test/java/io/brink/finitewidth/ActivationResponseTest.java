package io.brink.finitewidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.expectation.GaussianExpectation;
import io.brink.golden.Golden;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationResponseTest {

  private static ActivationResponse response(String activation, double q1, double q2, double c) {
    return ActivationResponse.of(
        GaussianExpectation.of(Activations.parse(activation)),
        q1,
        q2,
        Correlation.ofValue(c).angle());
  }

  @Test
  void momentsOfTheOutputAgreeWithReferences() {
    for (Golden.Row row : Golden.byActivation("scatter.json")) {
      ActivationResponse response =
          response(row.activation(), row.number("q1"), row.number("q2"), row.number("c"));
      double r1 = Math.sqrt(row.number("E20"));
      double r2 = Math.sqrt(row.number("E02"));
      double gap = 1 - row.number("E11") / (r1 * r2);
      assertThat(response.gap).isCloseTo(gap, within(1e-10 * gap));
      double e = 1 / Math.sqrt(2 * gap);
      double[] map = {0.5, 0.5, e, -e};
      assertThat(response.meanA)
          .isCloseTo((row.number("E10") / r1 + row.number("E01") / r2) / 2, within(1e-10));
      double[] third = new double[4];
      double[] fourth = new double[5];
      for (int k = 0; k < 5; k++) {
        fourth[k] = row.number("E" + (4 - k) + k) / (Math.pow(r1, 4 - k) * Math.pow(r2, k));
        if (k < 4) {
          third[k] = row.number("E" + (3 - k) + k) / (Math.pow(r1, 3 - k) * Math.pow(r2, k));
        }
      }
      assertThat(response.third).containsExactly(Cumulants.transformed(third, map), within(1e-9));
      assertThat(response.fourth).containsExactly(Cumulants.transformed(fourth, map), within(1e-8));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tanh, 0.7",
    "gelu, 2",
    "relu, 1.5",
    "hard_tanh, 1",
    "sign, 1",
    "step, 2",
    "softplus, 0.5"
  })
  void derivativesAreThoseOfTheKernel(String name, double q) {
    Activation activation = Activations.parse(name);
    Kernel kernel = Kernel.of(activation);
    double c = 0.6;
    Correlation correlation = Correlation.ofValue(c);
    ActivationResponse response = response(name, q, q, c);
    double gap = 1 - c;
    double v = kernel.variance(q).value();
    // both lengths grow by dq/q = 1: a² by 1 − g/2 and e² by 1
    double[] longer = MomentMatrix.apply(response.jacobian, new double[] {0, 0, 1 - gap / 2, 0, 1});
    double elasticity = kernel.varianceDerivative(q).value() * q / v;
    double inner = longer[2] + response.gap / 2 * longer[4];
    assertThat(inner).isCloseTo(elasticity, within(1e-8));
    // the gap grows by g
    double[] wider = MomentMatrix.apply(response.jacobian, new double[] {0, 0, -gap / 2, 0, 1});
    double slope = q * kernel.derivativeCovariance(q, q, correlation).value() / v;
    double outer = (1 - response.gap / 2) * wider[4] - wider[2];
    assertThat(outer).isCloseTo(slope * gap / response.gap, within(1e-8 * slope));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "gelu", "relu", "hard_tanh", "softplus"})
  void secondDerivativesAreThoseOfTheKernel(String name) {
    Kernel kernel = Kernel.of(Activations.parse(name));
    double q = 1.3;
    double c = 0.6;
    double gap = 1 - c;
    ActivationResponse response = response(name, q, q, c);
    double[] direction = {0, 0, 1 - gap / 2, 0, 1};
    double[] covariance = new double[25];
    for (int i = 0; i < 25; i++) {
      covariance[i] = direction[i / 5] * direction[i % 5];
    }
    double[] second = response.secondOrder(covariance);
    double step = 1e-4;
    double slopeAbove = kernel.varianceDerivative(q * (1 + step)).value();
    double slopeBelow = kernel.varianceDerivative(q * (1 - step)).value();
    double expected =
        (slopeAbove - slopeBelow) / (2 * q * step) * q * q / (2 * kernel.variance(q).value());
    assertThat(second[2] + response.gap / 2 * second[4]).isCloseTo(expected, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "gelu", "relu", "hard_tanh", "leaky_relu(0.3)"})
  void nothingIsLostAsTheInputsMeet(String name) {
    GaussianExpectation expectation = GaussianExpectation.of(Activations.parse(name));
    // on both sides of the switch to first order in the difference
    ActivationResponse above =
        ActivationResponse.of(expectation, 1, 1, 1.001 * ActivationResponse.NEARLY_EQUAL);
    ActivationResponse below =
        ActivationResponse.of(expectation, 1, 1, 0.999 * ActivationResponse.NEARLY_EQUAL);
    ActivationResponse far = ActivationResponse.of(expectation, 1, 1, 1e-150);
    assertThat(above.remainder).containsExactly(below.remainder, within(1e-5));
    assertThat(above.jacobian).containsExactly(below.jacobian, within(1e-5));
    assertThat(far.jacobian).containsExactly(below.jacobian, within(1e-6));
    // E φ′⁴/(E φ′²)² is the fourth moment of e over that of v
    Kernel kernel = Kernel.of(Activations.parse(name));
    double slope = kernel.derivativeVariance(1).value();
    assertThat(far.fourth[4])
        .isCloseTo(3 * kernel.derivativeFourthMoment(1).value() / (slope * slope), within(1e-9));
  }

  @Test
  void rectifierHasItsClosedForm() {
    // E x₊²y₊² = (3 sin θ cos θ + (π − θ)(1 + 2cos² θ))/2π, E x₊⁴ = 3/2, q = 1
    for (double c : new double[] {-0.9, -0.2, 0.3, 0.99}) {
      ActivationResponse response = response("relu", 1, 1, c);
      double angle = Math.acos(c);
      double mixed =
          (3 * Math.sin(angle) * c + (Math.PI - angle) * (1 + 2 * c * c)) / (2 * Math.PI);
      double g = Math.sqrt(response.gap / 2);
      double[] inputs = Cumulants.transformed(response.fourth, new double[] {1, g, 1, -g});
      assertThat(inputs[0]).isCloseTo(6, within(1e-10));
      assertThat(inputs[2]).isCloseTo(4 * mixed, within(1e-10));
    }
  }
}
