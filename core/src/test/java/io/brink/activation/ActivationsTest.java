package io.brink.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ActivationsTest {

  static Stream<Activation> activations() {
    List<Activation> all = new ArrayList<>();
    for (BuiltIn builtIn : Activations.all()) {
      if (builtIn.hasDefaults()) {
        all.add(builtIn.withDefaults());
      }
    }
    for (String name :
        List.of(
            "leaky_relu(0.3)",
            "leaky_relu(-1e-7)",
            "alpha_relu(0.8)",
            "alpha_relu(1)",
            "alpha_relu(1.5)",
            "alpha_relu(2.5)",
            "tempered_relu(0.8, 0.1)",
            "elu(0.5)",
            "selu(1.5, scale=2)",
            "celu(2)",
            "swish(1.702)",
            "monomial(0)",
            "monomial(3)",
            "hermite(0)",
            "hermite(4)",
            "hermite(7)",
            "shtanh(0.5, k=-2)",
            "ssine(0.3)",
            "sexp(2.5)",
            "ssaw(0.7)",
            "linear_region(tanh, 2, -1)",
            "linear_region(exp(-x), 0.5, 1)",
            "linear_region(hard_tanh, 2, -0.5)",
            "linear_region(shaped(gaussian, 2, 0, 1, 0), 1.5, 0.5)")) {
      all.add(Activations.parse(name));
    }
    all.add(new ShapedActivation(Activations.parse("sexp"), -2, 0.3, 1.5, -0.2));
    all.add(new ShapedActivation(Activations.parse("hard_swish"), 0.5, 0, 2, 0));
    all.add(new ShapedActivation(Activations.parse("cos"), 3, 0, 2, 1));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void canonicalNameParsesBackToAnEqualActivation(Activation activation) {
    assertThat(Activations.parse(activation.name())).isEqualTo(activation);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void jumpsAreDifferencesOfOneSidedLimits(Activation activation) {
    double previous = Double.NEGATIVE_INFINITY;
    for (Breakpoint b : activation.breakpoints()) {
      assertThat(b.location()).isGreaterThan(previous);
      previous = b.location();
      double left = b.location() - 1e-14;
      double right = b.location() + 1e-14;
      check(b.valueJump(), activation.value(right) - activation.value(left));
      check(b.derivativeJump(), activation.derivative(right) - activation.derivative(left));
      check(
          b.secondDerivativeJump(),
          activation.secondDerivative(right) - activation.secondDerivative(left));
      if (!Double.isNaN(b.derivativeJump()) && !(activation instanceof ShapedActivation)) {
        assertThat(activation.derivative(b.location()))
            .as("at the breakpoint, the limit from the right")
            .satisfies(v -> check(v, activation.derivative(right)));
      }
    }
  }

  private static void check(double expected, double actual) {
    if (Double.isInfinite(expected)) {
      assertThat(Math.signum(expected) * actual).isGreaterThan(100);
    } else {
      assertThat(Math.abs(actual - expected)).isLessThan(1e-5 * (1 + Math.abs(expected)));
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void parityHolds(Activation activation) {
    double sign = activation.parity() == Parity.ODD ? -1 : 1;
    if (activation.parity() != Parity.NONE) {
      for (double x : new double[] {1e-9, 0.37, 0.8, 1.9, 4.3, 11, 50}) {
        assertThat(activation.value(-x)).isEqualTo(sign * activation.value(x));
        assertThat(activation.derivative(-x)).isEqualTo(-sign * activation.derivative(x));
        assertThat(activation.secondDerivative(-x))
            .isEqualTo(sign * activation.secondDerivative(x));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void growthAndHomogeneityHold(Activation activation) {
    for (double x : new double[] {-1e4, -300, -7, -0.1, 0.1, 7, 300, 1e4}) {
      double size = Math.abs(activation.value(x));
      switch (activation.growth()) {
        case Growth.Bounded(double bound) -> assertThat(size).isLessThanOrEqualTo(bound);
        case Growth.Polynomial(double degree) ->
            assertThat(size).isLessThanOrEqualTo(20 * (1 + Math.pow(Math.abs(x), degree)));
        case Growth.Exponential(double rate) ->
            assertThat(size).isLessThanOrEqualTo(20 * Math.exp(rate * Math.abs(x)));
      }
      activation
          .homogeneityDegree()
          .ifPresent(
              degree ->
                  assertThat(activation.value(2 * x))
                      .isCloseTo(
                          Math.pow(2, degree) * activation.value(x),
                          org.assertj.core.data.Percentage.withPercentage(1e-10)));
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void nothingIsNotANumberFarOut(Activation activation) {
    double[] x = {-1e6, -1e5, -1e4, -1234.5, -710, 710, 1234.5, 1e4, 1e5, 1e6};
    int n = x.length;
    double[] value = new double[n];
    double[] derivative = new double[n];
    double[] second = new double[n];
    activation.evaluate(n, x, value, derivative, second);
    for (int i = 0; i < n; i++) {
      assertThat(value[i]).isNotNaN();
      assertThat(derivative[i]).isNotNaN();
      assertThat(second[i]).isNotNaN();
      assertThat(activation.value(x[i])).isNotNaN();
      assertThat(activation.derivative(x[i])).isNotNaN();
      assertThat(activation.secondDerivative(x[i])).isNotNaN();
    }
  }

  @Test
  void parametersByPositionAndByName() {
    assertThat(Activations.parse(" elu ( alpha = 0.5 ) ")).isEqualTo(new Elu(0.5));
    assertThat(Activations.parse("elu(.5)")).isEqualTo(new Elu(0.5));
    assertThat(Activations.parse("elu")).isEqualTo(new Elu(1));
    assertThat(Activations.parse("elu()")).isEqualTo(new Elu(1));
    assertThat(Activations.parse("shtanh(k=2)")).isEqualTo(new HardTanh(1, 2));
    assertThat(Activations.parse("leaky_relu(1e-2)").name()).isEqualTo("leaky_relu");
    assertThat(Activations.parse("monomial(2)").name()).isEqualTo("square");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tnah            | unknown activation 'tnah', did you mean 'tanh'?",
        "leaky_rely(0.1) | unknown activation 'leaky_rely', did you mean 'leaky_relu'?",
        "quadratic       | unknown activation 'quadratic'",
        "alpha_relu      | alpha_relu: alpha must be given",
        "alpha_relu(-1)  | alpha_relu: alpha must be a finite number > 0, got -1",
        "hermite(2.5)    | hermite: n must be a whole number from 0 to 200, got 2.5",
        "monomial(201)   | monomial: n must be a whole number from 0 to 200, got 201",
        "elu(slope=1)    | elu has no parameter 'slope'; it takes elu(alpha=1)",
        "elu(1, 2)       | elu takes only elu(alpha=1), got 2 values",
        "elu(1, alpha=2) | elu: alpha is given twice",
        "elu(1,)         | elu: '' is not a number or name=number",
        "celu(0)         | celu: alpha must be a finite number > 0, got 0",
        "shtanh(1, 0)    | shtanh: k must be a finite number other than 0, got 0",
      })
  void mistakesAreExplainedInOneLine(String text, String message) {
    assertThatThrownBy(() -> Activations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith(message)
        .doesNotContain("\n");
  }

  @Test
  void theCatalogueDescribesEveryActivation() {
    assertThat(Activations.all()).hasSize(38);
    for (BuiltIn builtIn : Activations.all()) {
      assertThat(builtIn.description()).isNotBlank();
      assertThat(builtIn.formula()).isNotBlank();
      assertThat(Activations.find(builtIn.name())).contains(builtIn);
    }
  }
}
