package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ShapeCommandTest {

  private static final String[] RESNET = {
    "shape",
    "resnet:depth=50,shortcut=0",
    "--activation",
    "leaky_relu",
    "--method",
    "tat",
    "--eta",
    "0.9"
  };

  /** The slope is that of TAT's published code, 0.42591. */
  @Test
  void tailorsTheVanillaResnet() {
    JsonNode shape = Invocation.json(with(RESNET, "--json"));
    assertThat(shape.get("outcome").stringValue()).isEqualTo("converged");
    assertThat(shape.at("/parameters/negative_slope").doubleValue())
        .isCloseTo(0.42591, within(5e-6));
    assertThat(shape.at("/achieved/network_c0").doubleValue()).isCloseTo(0.9, within(1e-12));
    assertThat(shape.at("/achieved/curvature1").stringValue()).isEqualTo("Infinity");
    assertThat(shape.get("residual").doubleValue()).isLessThan(1e-12);
    assertThat(shape.get("weight_variance").doubleValue()).isEqualTo(1);
    assertThat(shape.at("/guarantee/holds").booleanValue()).isTrue();
    hasEveryKey(shape);
  }

  @Test
  void theTableTellsTheWholeStory() {
    Invocation shape = Invocation.of(RESNET);
    assertThat(shape.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(shape.out())
        .startsWith("Converged: C_f(0) = 0.9 is reached")
        .contains(
            "network     resnet:depth=50,shortcut=0",
            "negative_slope   0.425907",
            "Proof",
            "Guarantee (TAT Theorem 1)",
            "C map of the network, before and after shaping");
  }

  @ParameterizedTest
  @CsvSource({
    "mlp:depth=100, tanh, tat, --tau, 0.3",
    "'resnet:depth=50,shortcut=0', gelu, dks, --zeta, 1.5",
    "mlp:depth=20, leaky_relu, dks, --zeta, 1.5",
    "mlp:depth=100, tanh, eoc, --q, 0.2",
    "mlp:depth=100, erf, eoc, --bias-variance, 0.05",
  })
  void everyMethodConverges(
      String network, String activation, String method, String goal, String value) {
    JsonNode shape =
        Invocation.json(
            "shape",
            network,
            "--activation",
            activation,
            "--method",
            method,
            goal,
            value,
            "--json");
    assertThat(shape.get("outcome").stringValue()).isEqualTo("converged");
    assertThat(shape.get("residual").doubleValue()).isLessThan(1e-12);
    assertThat(shape.at("/goal/" + goal.substring(2).replace('-', '_')).doubleValue())
        .isEqualTo(Double.parseDouble(value));
    hasEveryKey(shape);
  }

  @Test
  void seluUnderTatIsInfeasible() {
    String[] selu = {"shape", "mlp:depth=100", "--activation", "selu", "--method", "tat"};
    JsonNode shape = Invocation.json(with(selu, "--json"));
    assertThat(shape.get("outcome").stringValue()).isEqualTo("infeasible");
    assertThat(shape.get("reason").stringValue()).contains("infinite", "selu");
    assertThat(shape.at("/parameters/input_scale").isNull()).isTrue();
    hasEveryKey(shape);
    assertThat(Invocation.of(with(selu, "--fail-on", "infeasible")).exitCode())
        .isEqualTo(ExitCode.BAD_VERDICT);
    Invocation code = Invocation.of(with(selu, "--emit", "jax"));
    assertThat(code.exitCode()).isEqualTo(ExitCode.BAD_VERDICT);
    assertThat(code.out()).isEmpty();
    assertThat(code.err()).startsWith("brink shape: no code to print: infeasible: ");
  }

  /** The largest C_f(0) of a 5-layer MLP is that of ReLU, 0.736. */
  @Test
  void namesTheNearestTarget() {
    JsonNode shape =
        Invocation.json(
            "shape", "mlp:depth=5", "--activation", "relu", "--method", "tat", "--json");
    assertThat(shape.at("/nearest_target/parameter").stringValue()).isEqualTo("eta");
    assertThat(shape.at("/nearest_target/value").doubleValue()).isCloseTo(0.736, within(1e-3));
  }

  @Test
  void listsAllSolutionsOnRequest() {
    String[] tanh = {"shape", "mlp:depth=100", "--activation", "tanh", "--method", "tat", "--json"};
    JsonNode best = Invocation.json(tanh);
    JsonNode all = Invocation.json(with(tanh, "--solutions", "all"));
    assertThat(best.get("solutions")).isNull();
    assertThat(all.get("solutions")).hasSize(best.get("solution_count").intValue());
    assertThat(all.at("/solutions/0/input_scale")).isEqualTo(all.at("/parameters/input_scale"));
  }

  @Test
  void printsCode() {
    Invocation code = Invocation.of(with(RESNET, "--emit", "pytorch"));
    assertThat(code.out())
        .startsWith("# leaky_relu shaped by tat, C_f(0) = 0.9, for resnet:depth=50,shortcut=0\n")
        .contains("import torch", "torch.where(x >= 0, x, 0.425907");
    assertThat(Invocation.json(with(RESNET, "--emit", "java", "--json")).get("code").stringValue())
        .contains("public static double value(double input)");
  }

  @Test
  void readsNetworkFiles(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("net.yaml"),
            """
            input: 64
            nodes:
              - op: repeat
                times: 20
                nodes:
                  - {op: affine, units: 100}
                  - {op: activation}
            """);
    JsonNode shape =
        Invocation.json(
            "shape", file.toString(), "--activation", "tanh", "--method", "dks", "--json");
    JsonNode spec =
        Invocation.json(
            "shape", "mlp:depth=20,width=100", "--activation", "tanh", "--method", "dks", "--json");
    assertThat(shape.at("/parameters/input_scale").doubleValue())
        .isCloseTo(spec.at("/parameters/input_scale").doubleValue(), within(1e-9));

    Files.writeString(file, "input: 64\nnodes:\n  - {op: affine, units: -1}\n");
    assertThat(shapeRefusal(file.toString() + " --activation tanh --method dks"))
        .contains("net.yaml:3:18: nodes[0]");
    Files.writeString(file, "input: 64\nnodes:\n  - {op: afine, units: 1}\n");
    assertThat(shapeRefusal(file.toString() + " --activation tanh --method dks"))
        .contains("net.yaml:3:", "afine", "affine");
    Files.writeString(file, "nodes: [1, 2\n");
    assertThat(shapeRefusal(file.toString() + " --activation tanh --method dks"))
        .contains("net.yaml:2:1: malformed YAML: ");
    assertThat(shapeRefusal(folder + " --activation tanh --method dks"))
        .endsWith("is a directory, not a file");
    assertThat(shapeRefusal(folder.resolve("other.yaml") + " --activation tanh --method dks"))
        .endsWith("other.yaml: no such file");
    Path text = Files.writeString(folder.resolve("net.txt"), "x");
    assertThat(shapeRefusal(text + " --activation tanh --method dks"))
        .endsWith("a network file ends in .yaml, .yml or .json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          mlp:depth=3 --activation tahn --method tat          | unknown activation 'tahn'
          mlp:depth=3 --activation x* --method tat            | x*
          mlp:depth=3 --activation while(1) --method tat      | while
          mlp:depth=3 --activation leaky_relu --method tat --eta 2 | eta, the target of C_f(0), lies
          mlp:depth=-1 --activation tanh --method tat         | depth must be a whole number from 1
          mlp:depth=1e99 --activation tanh --method tat       | depth must be a whole number from 1
          mlp:depht=3 --activation tanh --method tat          | did you mean 'depth'?
          mpl:depth=3 --activation tanh --method tat          | did you mean 'mlp'?
          mlp:depth=3 --activation tanh --method tta          | must be one of tat, dks, eoc
          mlp:depth=3 --activation tanh --method tat --eta 0.9 | --eta does not fit: tat with tanh
          mlp:depth=3 --activation relu --method tat --tau 0.3 | --tau does not fit: tat with relu
          mlp:depth=3 --activation tanh --method dks --q 1    | --q does not fit: dks takes --zeta
          mlp:depth=3 --activation tanh --method eoc --zeta 2 | --zeta does not fit: eoc takes --q or
          mlp:depth=3 --activation tanh --method eoc --q 1 --bias-variance 0 | mutually exclusive
          mlp:depth=3 --activation tanh --method tat --tau NaN | 'NaN' is not a finite number
          mlp:depth=3 --activation tanh --method tat --tau -1 | tau, the target of C_f''(1), is positive
          mlp:depth=3 --activation tanh --method dks --zeta 1 | zeta, the target of C_f'(1), is greater
          mlp:depth=3 --activation tanh --method tat --target net | must be one of network, subnetworks
          mlp:depth=3 --activation tanh --method tat --emit tf | --emit must be one of pytorch, jax
          mlp:depth=3 --activation tanh --method tat --fail-on x | --fail-on must be one of infeasible
          mlp:depth=3 --activation tanh                       | missing --method; see
          mlp:depth=3 --activaton tanh --method tat           | did you mean '--activation'?
          --activation tanh --method tat                      | missing NETWORK; see
          """)
  void refusesBadInput(String arguments, String message) {
    assertThat(shapeRefusal(arguments)).startsWith("brink shape: ").contains(message);
  }

  private static String shapeRefusal(String arguments) {
    return Invocation.refusal(("shape " + arguments).split(" "));
  }

  private static void hasEveryKey(JsonNode shape) {
    assertThat(shape.propertyNames())
        .contains(
            "outcome",
            "reason",
            "parameters",
            "weight_variance",
            "bias_variance",
            "local_targets",
            "achieved",
            "residual");
    assertThat(shape.get("parameters").propertyNames())
        .contains("input_scale", "input_shift", "output_scale", "output_shift", "negative_slope");
    assertThat(shape.get("local_targets").propertyNames()).contains("slope1", "curvature1", "c0");
    assertThat(shape.get("achieved").propertyNames())
        .contains(
            "q1",
            "q_slope1",
            "c0",
            "slope1",
            "curvature1",
            "network_c0",
            "network_slope1",
            "network_curvature1");
  }

  private static String[] with(String[] args, String... more) {
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return all;
  }

  @Test
  void designsALinearRegion() {
    JsonNode shape =
        Invocation.json(
            ("shape mlp:depth=50,weights=orthogonal --activation sexp --method linear-region"
                    + " --bias-variance 0.1 --correlation-tolerance 0.3 --spread-tolerance 0.2"
                    + " --anneal-to 2 --json")
                .split(" "));
    assertThat(shape.get("outcome").stringValue()).isEqualTo("converged");
    assertThat(shape.get("method").stringValue()).isEqualTo("linear-region");
    assertThat(shape.get("goal").get("correlation_tolerance").doubleValue()).isEqualTo(0.3);
    JsonNode region = shape.get("linear_region");
    assertThat(region.get("correlation_shift").doubleValue()).isLessThanOrEqualTo(0.3 + 1e-11);
    assertThat(region.get("spread").doubleValue()).isLessThanOrEqualTo(0.2 + 1e-11);
    assertThat(region.get("half_width").doubleValue())
        .isLessThan(region.get("certain_half_width").doubleValue());
    assertThat(shape.get("guarantee").get("holds").booleanValue()).isTrue();
    assertThat(shape.get("annealing").get(8).get("half_width").doubleValue()).isEqualTo(2);
    String code =
        Invocation.of(
                "shape mlp:depth=3 --activation tanh --method linear-region --emit pytorch"
                    .split(" "))
            .out();
    assertThat(code).contains("torch.where", "torch.tanh");
  }

  @Test
  void linearRegionsAreForPlainChains() {
    Invocation residual =
        Invocation.of("shape frn:depth=3 --activation sexp --method linear-region".split(" "));
    assertThat(residual.out()).startsWith("Infeasible: ").contains("node 'block1/sum'");
    assertThat(
            Invocation.refusal(
                "shape mlp:depth=3 --activation relu --method linear-region".split(" ")))
        .contains("no linear region can be put before relu: for x >= 0 it is not bounded");
    assertThat(
            Invocation.refusal(
                "shape mlp:depth=3 --activation tanh --method eoc --spread-tolerance 1".split(" ")))
        .contains("are for --method linear-region");
  }

  @ParameterizedTest
  @CsvSource({
    "mlp:depth=5, linear-region, '', 0.05",
    "'mlp:depth=5,bias_variance=0.02', linear-region, '', 0.02",
    "'mlp:depth=5,bias_variance=0.02', linear-region, ' --bias-variance 0.3', 0.3",
    "'mlp:depth=5,bias_variance=0.02', eoc, '', 0.02",
    "'mlp:depth=5,bias_variance=0.02', eoc, ' --bias-variance 0', 0"
  })
  void theBiasVarianceOfTheNetworkIsTheGoalUnlessAnotherIsGiven(
      String network, String method, String option, double biasVariance) {
    JsonNode shape =
        Invocation.json(
            ("shape " + network + " --activation tanh --json --method " + method + option)
                .split(" "));
    assertThat(shape.get("goal").get("bias_variance").doubleValue()).isEqualTo(biasVariance);
    assertThat(shape.get("bias_variance").doubleValue()).isEqualTo(biasVariance);
  }

  @Test
  void aGivenVarianceOutdoesTheBiasVarianceOfTheNetwork() {
    JsonNode shape =
        Invocation.json(
            "shape mlp:depth=5,bias_variance=0.02 --activation tanh --json --method eoc --q 1"
                .split(" "));
    assertThat(shape.get("goal").get("q").doubleValue()).isEqualTo(1);
  }
}
