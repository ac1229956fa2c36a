package io.brink.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * φ, φ′ and φ″ against mpmath at 500 digits ({@code golden/activations.tsv}, made by
 * activations.py).
 */
final class ActivationReferenceTest {

  private static final double RELATIVE = 1.5e-14;

  private static final Map<String, List<double[]>> REFERENCE = read();

  private static Map<String, List<double[]>> read() {
    Map<String, List<double[]>> rows = new LinkedHashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                ActivationReferenceTest.class.getResourceAsStream("/golden/activations.tsv"),
                StandardCharsets.UTF_8))) {
      for (String line : reader.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] cells = line.split("\t", -1);
        double[] row = new double[4];
        for (int i = 0; i < 4; i++) {
          row[i] = Double.parseDouble(cells[i + 1]);
        }
        rows.computeIfAbsent(cells[0], name -> new ArrayList<>()).add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  static Stream<String> names() {
    return REFERENCE.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void pointwiseValuesKeepTheirRelativeAccuracy(String name) {
    Activation activation = Activations.parse(name);
    for (double[] row : REFERENCE.get(name)) {
      check(name + " at " + row[0], activation.value(row[0]), row[1]);
      check(name + "' at " + row[0], activation.derivative(row[0]), row[2]);
      check(name + "'' at " + row[0], activation.secondDerivative(row[0]), row[3]);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void arraysKeepTheirRelativeAccuracy(String name) {
    Activation activation = Activations.parse(name);
    List<double[]> rows = REFERENCE.get(name);
    int n = rows.size();
    double[] x = rows.stream().mapToDouble(row -> row[0]).toArray();
    double[] value = new double[n];
    double[] derivative = new double[n];
    double[] second = new double[n];
    activation.evaluate(n, x, value, derivative, second);
    for (int i = 0; i < n; i++) {
      check(name + " at " + x[i], value[i], rows.get(i)[1]);
      check(name + "' at " + x[i], derivative[i], rows.get(i)[2]);
      check(name + "'' at " + x[i], second[i], rows.get(i)[3]);
    }
    double[] alone = new double[n];
    activation.evaluate(n, x, alone, null, null);
    assertThat(alone).as("φ alone").containsExactly(value);
    activation.evaluate(n, x, null, alone, null);
    assertThat(alone).as("φ′ alone").containsExactly(derivative);
    activation.evaluate(n, x, null, null, alone);
    assertThat(alone).as("φ″ alone").containsExactly(second);
  }

  private static void check(String what, double actual, double expected) {
    // Next to the subnormal numbers digits are lost; next to a zero of φ, φ′ or φ″ (swish″ at 1.4)
    // too.
    boolean nearZeroOfItsOwn = Math.abs(expected) < 0.01 && Math.abs(expected) > 1e-3;
    double allowed =
        Math.max(
            RELATIVE * Math.abs(expected),
            Math.abs(expected) < 1e-285 ? 1e-285 : nearZeroOfItsOwn ? 1e-16 : 0);
    assertThat(Math.abs(actual - expected))
        .as("%s: expected %s, got %s", what, expected, actual)
        .isLessThanOrEqualTo(allowed);
  }
}
