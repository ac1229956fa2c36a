package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.expectation.DerivativeOrder;
import io.brink.expectation.GaussianExpectation;
import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;
import io.brink.shaping.CriticalLine;
import io.brink.shaping.CriticalPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code brink shape NETWORK --method linear-region}. */
class LinearRegionCommandTest {

  private static String[] arguments(String rest) {
    String[] words = rest.trim().split(" +");
    return Stream.of(
            new String[] {"shape", words[0], "--method", "linear-region"},
            Arrays.copyOfRange(words, 1, words.length))
        .flatMap(Stream::of)
        .toArray(String[]::new);
  }

  private static JsonNode json(String rest) {
    return Invocation.json(arguments(rest + " --json"));
  }

  /** R_L(0) and the spread at an activation's edge of chaos, without any part of the design. */
  private record Figures(double correlation, double spread) {

    static Figures of(String activation, double biasVariance, int depth) {
      Activation phi = Activations.parse(activation);
      CriticalLine.Outcome outcome =
          CriticalLine.of(phi).at(new CriticalPoint.AtBiasVariance(biasVariance));
      CriticalLine.Point point = ((CriticalLine.Outcome.Found) outcome).points().getFirst();
      double q = point.preactivationVariance();
      CorrelationMap map = CorrelationMap.compile(Kernel.quadrature(phi), q);
      double factor = point.weightVariance() * map.outputVariance() / q;
      double gap = 1;
      for (int l = 0; l < depth; l++) {
        gap = factor * map.gap(Correlation.ofGap(gap).angle());
      }
      GaussianExpectation expectation = GaussianExpectation.of(phi);
      double second = expectation.moment(DerivativeOrder.FIRST, 2, Math.sqrt(q), 0).value();
      double fourth = expectation.moment(DerivativeOrder.FIRST, 4, Math.sqrt(q), 0).value();
      return new Figures(1 - gap, depth * (fourth / (second * second) - 1));
    }
  }

  /** A millionth less misses what holds a up, by an evaluation of its own. */
  @ParameterizedTest
  @CsvSource({
    "shtanh, 50,  0.05, 0.3, 1,    shtanh(%s)",
    "shtanh, 200, 0.1,  0.9, 0.01, shtanh(%s)",
    "sexp,   40,  0.2,  0.2, 1,    sexp(%s)",
    "ssine,  100, 0.05, 0.9, 0.05, ssine(%s)",
    "ssaw,   30,  1,    0.4, 1,    ssaw(%s)",
    "tanh,   20,  0.1,  0.3, 0.5,  'linear_region(tanh, %s, -1)'",
  })
  void theHalfWidthIsTheSmallest(
      String activation, int depth, double bias, double correlation, double spread, String form) {
    JsonNode region =
        json(("mlp:depth=%s --activation %s --bias-variance %s --correlation-tolerance %s"
                    + " --spread-tolerance %s")
                .formatted(depth, activation, bias, correlation, spread))
            .get("linear_region");
    double a = region.get("half_width").doubleValue();
    Figures met = Figures.of(form.formatted(a), bias, depth);
    assertThat(met.correlation()).isLessThanOrEqualTo(correlation * (1 + 1e-9));
    assertThat(met.spread()).isLessThanOrEqualTo(spread * (1 + 1e-9));
    assertThat(region.get("correlation_shift").doubleValue())
        .isCloseTo(met.correlation(), within(1e-9));
    assertThat(region.get("spread").doubleValue()).isCloseTo(met.spread(), within(1e-9));
    Figures missed = Figures.of(form.formatted(a * (1 - 1e-6)), bias, depth);
    switch (region.get("binding").stringValue()) {
      case "correlation" -> assertThat(missed.correlation()).isGreaterThan(correlation);
      case "spread" -> assertThat(missed.spread()).isGreaterThan(spread);
      default -> throw new AssertionError(region);
    }
  }

  @Test
  void everyKeyIsThere() {
    JsonNode shape =
        json("mlp:depth=30 --activation sexp --bias-variance 0.1 --anneal-to 1 --anneal-epochs 40");
    assertThat(shape.propertyNames())
        .contains(
            "outcome",
            "method",
            "goal",
            "weight_variance",
            "bias_variance",
            "guarantee",
            "conditions",
            "linear_region",
            "region_trade_off",
            "annealing");
    assertThat(shape.get("goal").propertyNames())
        .contains("bias_variance", "correlation_tolerance", "spread_tolerance");
    assertThat(shape.get("linear_region").propertyNames())
        .containsExactly(
            "activation",
            "half_width",
            "binding",
            "certain_half_width",
            "theorem_half_width",
            "q",
            "ratio",
            "correlation_shift",
            "correlation_bound",
            "spread",
            "spread_bound",
            "jacobian_relative_variance",
            "nonlinearity");
    String[] columns = {
      "half_width", "weight_variance", "q", "correlation_shift", "spread", "nonlinearity"
    };
    for (JsonNode row : shape.get("region_trade_off")) {
      assertThat(row.propertyNames()).containsExactly(columns);
    }
    for (JsonNode row : shape.get("annealing")) {
      assertThat(row.propertyNames()).startsWith("epoch").contains(columns);
    }
    // without a schedule, and where there is no design, keys stay
    JsonNode plain = json("mlp:depth=3 --activation sexp");
    assertThat(plain.get("annealing")).isEmpty();
    assertSnakeCase(shape);
  }

  /** A Gaussian layer adds 1 to the relative variance, an orthogonal one nothing. */
  @Test
  void saysWhatTheSpreadOfThisNetworkIs() {
    for (String law : new String[] {"gaussian", "orthogonal"}) {
      JsonNode region =
          json("mlp:depth=30,weights=" + law + " --activation shtanh").get("linear_region");
      double more = law.equals("gaussian") ? 30 : 0;
      assertThat(number(region, "jacobian_relative_variance"))
          .isCloseTo(number(region, "spread") + more, within(1e-12));
    }
  }

  /** e^{−x} grows beyond all bounds on the left; only its tail is asked for. */
  @Test
  void theRestOfATailMayOverflow() {
    JsonNode shape = json("mlp:depth=20 --activation exp(-x) --bias-variance 0.01");
    assertThat(shape.get("outcome").stringValue()).isEqualTo("converged");
    assertThat(shape.at("/map/0/original").isNull()).isTrue();
    JsonNode same = json("mlp:depth=20 --activation sexp --bias-variance 0.01");
    assertThat(shape.at("/linear_region/half_width").doubleValue())
        .isCloseTo(same.at("/linear_region/half_width").doubleValue(), within(1e-9));
  }

  private static void assertSnakeCase(JsonNode node) {
    if (node.isObject()) {
      for (String name : node.propertyNames()) {
        assertThat(name).matches("[a-z][a-z0-9_]*");
      }
    }
    node.forEach(LinearRegionCommandTest::assertSnakeCase);
  }

  /** A wider region costs nonlinearity and buys isometry; each row is on the edge of chaos. */
  @Test
  void theTradeOffIsMonotoneAndCritical() {
    for (String activation : new String[] {"shtanh", "ssaw", "sexp"}) {
      JsonNode shape = json("mlp:depth=50 --activation " + activation + " --bias-variance 0.2");
      JsonNode before = null;
      for (JsonNode row : shape.get("region_trade_off")) {
        assertCritical(activation, row, 0.2);
        if (before != null) {
          assertThat(number(row, "half_width")).isGreaterThan(number(before, "half_width"));
          for (String falls : new String[] {"correlation_shift", "spread", "nonlinearity"}) {
            assertThat(number(row, falls)).isLessThan(number(before, falls));
          }
        }
        before = row;
      }
    }
  }

  private static void assertCritical(String activation, JsonNode row, double bias) {
    String form = activation + "(" + number(row, "half_width") + ")";
    Kernel kernel = Kernel.quadrature(Activations.parse(form));
    double q = number(row, "q");
    double weights = number(row, "weight_variance");
    assertThat(weights * kernel.derivativeVariance(q).value()).isCloseTo(1, within(1e-9));
    assertThat((bias + weights * kernel.variance(q).value()) / q).isCloseTo(1, within(1e-9));
  }

  private static double number(JsonNode row, String key) {
    return row.get(key).doubleValue();
  }

  /** From the designed half-width to the one that was asked for, each on the edge of chaos. */
  @Test
  void theScheduleStaysOnTheEdgeOfChaos() {
    JsonNode shape =
        json(
            "mlp:depth=50 --activation shtanh --bias-variance 0.1 --anneal-to 1 --anneal-epochs"
                + " 60");
    JsonNode rows = shape.get("annealing");
    assertThat(rows).hasSize(9);
    double start = shape.get("linear_region").get("half_width").doubleValue();
    assertThat(number(rows.get(0), "epoch")).isZero();
    assertThat(number(rows.get(0), "half_width")).isEqualTo(start);
    assertThat(number(rows.get(4), "half_width")).isCloseTo((start + 1) / 2, within(1e-12));
    assertThat(number(rows.get(8), "epoch")).isEqualTo(60);
    assertThat(number(rows.get(8), "half_width")).isEqualTo(1);
    for (JsonNode row : rows) {
      assertCritical("shtanh", row, 0.1);
    }
  }

  /** Every reason why there is no design: the network is no plain chain, or has no activation. */
  @Test
  void saysWhichNodeHasNoPlaceInAPlainChain(@TempDir Path folder) throws IOException {
    String chain = "a linear region is designed for a plain chain of weights and activations";
    for (String spec :
        new String[] {
          "frn:depth=3",
          "rrn:depth=3",
          "lnmlp:depth=3",
          "lnrn:depth=3",
          "mlp:depth=3,dropout=0.1",
          "resnet:depth=50",
          "resnet:depth=50,shortcut=0"
        }) {
      JsonNode shape = json(spec + " --activation sexp");
      assertThat(shape.get("outcome").stringValue()).isEqualTo("infeasible");
      assertThat(shape.get("reason").stringValue()).startsWith(chain).contains("node '");
      assertThat(shape.get("nearest_target")).isNotNull();
      assertThat(shape.get("linear_region").isNull()).isTrue();
      Invocation asked = Invocation.of(arguments(spec + " --activation sexp --fail-on infeasible"));
      assertThat(asked.exitCode()).isEqualTo(ExitCode.BAD_VERDICT);
      assertThat(asked.out()).startsWith("Infeasible: " + chain);
    }
    Path file = folder.resolve("net.yaml");
    Files.writeString(
        file,
        """
        input: 8
        nodes:
          - {op: affine, units: 8}
          - {op: activation}
          - {op: activation}
        """);
    assertThat(json(file + " --activation sexp").get("reason").stringValue())
        .contains("'activation2' is not part of one");
    Files.writeString(file, "input: 8\nnodes:\n  - {op: affine, units: 8}\n");
    assertThat(json(file + " --activation sexp").get("reason").stringValue())
        .isEqualTo("the network has no nonlinearity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --activation relu          | no linear region can be put before relu: for x >= 0 it is not bounded
          --activation step          | for x >= 0 it jumps at 0.0
          --activation sin           | for x >= 0 it both rises above and falls below where it starts
          --activation min(x,0) | for x >= 0 it is constant; that is shtanh
          --activation sqrt(min(max(x,0),1)) | has an infinite slope at 0.0
          --activation linear_region(tanh,2,1) | times 1.0 rises above where it starts
          --activation linear_region(tanh,2,-2) | is steeper than the linear region
          --activation sexp --bias-variance 0 | bias variance that is finite and above 0, got 0.0
          --activation sexp --bias-variance -1 | bias variance that is finite and above 0, got -1.0
          --activation sexp --bias-variance 1e-30 | at least 1.0E-20 times the square of its half-width
          --activation sexp --bias-variance NaN | 'NaN' is not a finite number
          --activation sexp --correlation-tolerance 1 | the tolerance on the correlation map lies in [1e-6, 1), got 1.0
          --activation sexp --correlation-tolerance 0 | [1e-6, 1), got 0.0
          --activation sexp --spread-tolerance 0 | the tolerance on the spread is finite and at least 1e-6, got 0.0
          --activation sexp --spread-tolerance -inf | '-inf' is not a number
          --activation sexp --anneal-to 0 | --anneal-to is above 0 and at least 0.5 for sexp, got 0.0
          --activation sexp --anneal-to 0.2 | --anneal-to is above 0 and at least 0.5 for sexp, got 0.2
          --activation sexp --anneal-to 1e6 | --anneal-to is at most the designed half-width
          --activation sexp --anneal-epochs 5 | --anneal-epochs needs --anneal-to
          --activation sexp --anneal-to 1 --anneal-epochs 0 | --anneal-epochs is at least 1, got 0
          --activation sexp --eta 0.9 | --eta does not fit: linear-region takes --bias-variance
          --activation sexp --q 1     | --q does not fit: linear-region takes --bias-variance
          """)
  void refusesBadInput(String rest, String message) {
    assertThat(Invocation.refusal(arguments("mlp:depth=5 " + rest)))
        .startsWith("brink shape: ")
        .contains(message);
  }
}
