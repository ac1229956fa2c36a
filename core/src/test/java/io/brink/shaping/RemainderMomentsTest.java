package io.brink.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The derivatives by integration by parts against central differences, also across kinks. */
class RemainderMomentsTest {

  private static final double STEP = 1e-5;
  private static final int LEVEL = 4;

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "softplus", "softsign", "elu", "selu", "hard_tanh"})
  void derivativesMatchDifferences(String activation) {
    RemainderMoments moments = new RemainderMoments(Activations.parse(activation));
    double alpha = 0.7;
    double beta = 0.4;
    Remainder at = moments.at(alpha, beta, LEVEL);
    Remainder more = moments.at(alpha * Math.exp(STEP), beta, LEVEL);
    Remainder less = moments.at(alpha * Math.exp(-STEP), beta, LEVEL);
    check(at.a(), more, less);
    Remainder right = moments.at(alpha, beta + STEP * alpha, LEVEL);
    Remainder left = moments.at(alpha, beta - STEP * alpha, LEVEL);
    check(at.b(), right, left);
    if (!activation.equals("selu") && !activation.equals("hard_tanh")) {
      assertThat(at.a().k()).isCloseTo((more.k() - less.k()) / (2 * STEP), within(1e-8));
      assertThat(at.b().k()).isCloseTo((right.k() - left.k()) / (2 * STEP), within(1e-8));
    }
  }

  private static void check(Remainder.Derivatives exact, Remainder more, Remainder less) {
    compare(exact.slope(), more, less, Remainder::slope);
    compare(exact.r0(), more, less, Remainder::r0);
    compare(exact.r1(), more, less, Remainder::r1);
    compare(exact.t(), more, less, Remainder::t);
    compare(exact.u(), more, less, Remainder::u);
    compare(exact.p(), more, less, Remainder::p);
  }

  private static void compare(
      double exact, Remainder more, Remainder less, ToDoubleFunction<Remainder> moment) {
    double difference = (moment.applyAsDouble(more) - moment.applyAsDouble(less)) / (2 * STEP);
    assertThat(exact).isCloseTo(difference, within(1e-8));
  }
}
