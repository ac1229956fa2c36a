package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.expectation.Estimate;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.report.Block;
import io.brink.report.Fact;
import io.brink.report.Report;
import io.brink.report.Value;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink kernel}: the Gaussian moments of an activation for one pair of inputs. */
@Command(
    name = "kernel",
    description = "Gaussian moments of an activation: means, variances, covariance and gap.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "(x, y) are Gaussian with variances q1, q2 and correlation c. Printed are E φ(x), E φ(y),",
      "E φ(x)², E φ(y)², E φ(x)φ(y) and the gap √(E φ(x)² E φ(y)²) − E φ(x)φ(y), which for q1 = q2"
          + " is",
      "V(q) − W(q, q, c). The gap keeps its digits down to 1 − c = 1e-300.",
      "",
      "Examples:",
      "  brink kernel tanh --c 0.5",
      "  brink kernel 'leaky_relu(0.2)' --q1 2 --q2 0.5 --c -0.3",
      "  brink kernel gelu --gap 1e-40 --json",
      "  brink kernel 'x*sigmoid(1.702*x)' --q1 1 --c 0",
    })
final class KernelCommand extends ReportingCommand {

  @Parameters(paramLabel = "ACTIVATION", description = Descriptions.ACTIVATION)
  private String activation;

  @Option(
      names = "--q1",
      paramLabel = "Q",
      defaultValue = "1",
      converter = FiniteNumber.class,
      description = "Variance of x, at least 0 (default: 1).")
  private double q1;

  @Option(
      names = "--q2",
      paramLabel = "Q",
      converter = FiniteNumber.class,
      description = "Variance of y, at least 0 (default: that of x).")
  private Double q2;

  @ArgGroup(exclusive = true)
  private Pair pair;

  private static final class Pair {
    @Option(
        names = "--c",
        paramLabel = "C",
        converter = FiniteNumber.class,
        description = "Correlation of x and y, in [-1, 1] (default: 0).")
    private Double c;

    @Option(
        names = "--gap",
        paramLabel = "GAP",
        converter = FiniteNumber.class,
        description = "1 − c in place of c, in [0, 2]; for nearly equal inputs.")
    private Double gap;

    private Input input() {
      return c != null
          ? new Input(Correlation.ofValue(c), c, 1 - c)
          : new Input(Correlation.ofGap(gap), 1 - gap, gap);
    }
  }

  /** The correlation of the pair, with c and 1 − c as the user would write them. */
  private record Input(Correlation correlation, double c, double gap) {}

  @Override
  Answer answer() {
    double variance1 = checkedVariance("--q1", q1);
    double variance2 = q2 == null ? variance1 : checkedVariance("--q2", q2);
    Input input = pair == null ? new Input(Correlation.ORTHOGONAL, 0, 1) : pair.input();
    Kernel kernel = Kernel.of(Activations.parse(activation));
    return Answer.of(report(kernel, variance1, variance2, input));
  }

  private static Report report(Kernel kernel, double q1, double q2, Input input) {
    Correlation correlation = input.correlation();
    Activation activation = kernel.activation();
    Estimate mean1 = kernel.mean(q1);
    Estimate mean2 = kernel.mean(q2);
    Estimate variance1 = kernel.variance(q1);
    Estimate variance2 = kernel.variance(q2);
    Estimate covariance = kernel.covariance(q1, q2, correlation);
    Estimate gap = gap(kernel, q1, q2, correlation, variance1, variance2);
    double errorBound =
        Stream.of(mean1, mean2, variance1, variance2, covariance, gap)
            .mapToDouble(Estimate::errorBound)
            .max()
            .orElseThrow();
    return Report.of(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("activation", "activation", Value.text(activation.name())),
                Fact.of("q1", "q1", Value.exact(q1), "variance of x"),
                Fact.of("q2", "q2", Value.exact(q2), "variance of y"),
                Fact.of("c", "c", Value.exact(input.c()), "correlation of x and y"),
                Fact.of("input_gap", "1 − c", Value.exact(input.gap())))),
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("mean1", "mean1", Value.measured(mean1), "E φ(x)"),
                Fact.of("mean2", "mean2", Value.measured(mean2), "E φ(y)"),
                Fact.of("variance1", "variance1", Value.measured(variance1), "E φ(x)²"),
                Fact.of("variance2", "variance2", Value.measured(variance2), "E φ(y)²"),
                Fact.of("covariance", "covariance", Value.measured(covariance), "E φ(x)φ(y)"),
                Fact.of(
                    "gap",
                    "gap",
                    Value.measured(gap),
                    q1 == q2 ? "variance − covariance" : "√(variance1·variance2) − covariance"),
                Fact.of("error_bound", "", Value.exact(errorBound)))),
        new Block.ForPrograms(
            new Block.Facts(
                "error_bounds",
                "",
                List.of(
                    Fact.of("mean1", "", Value.exact(mean1.errorBound())),
                    Fact.of("mean2", "", Value.exact(mean2.errorBound())),
                    Fact.of("variance1", "", Value.exact(variance1.errorBound())),
                    Fact.of("variance2", "", Value.exact(variance2.errorBound())),
                    Fact.of("covariance", "", Value.exact(covariance.errorBound())),
                    Fact.of("gap", "", Value.exact(gap.errorBound()))))),
        Block.Picture.drawnBy(() -> MapCharts.kernel(kernel, q1, q2, input.c())));
  }

  /** √(V₁V₂) − W, which is V − W for equal variances. */
  private static Estimate gap(
      Kernel kernel,
      double q1,
      double q2,
      Correlation correlation,
      Estimate variance1,
      Estimate variance2) {
    if (q1 == q2) {
      return kernel.gap(q1, correlation);
    }
    double length = Math.sqrt(variance1.value()) * Math.sqrt(variance2.value());
    if (Double.isNaN(length)) {
      throw new IllegalArgumentException(
          "the moments of "
              + kernel.activation().name()
              + " at these variances are beyond the range of a double: "
              + variance1.value()
              + " and "
              + variance2.value());
    }
    if (length == 0 || length == Double.POSITIVE_INFINITY) {
      return new Estimate(length, 0);
    }
    Estimate normalised = kernel.normalisedGap(q1, q2, correlation);
    double lengthError =
        0.5
            * length
            * (variance1.errorBound() / variance1.value()
                + variance2.errorBound() / variance2.value());
    double value = length * normalised.value();
    return new Estimate(
        value,
        length * normalised.errorBound()
            + lengthError * Math.abs(normalised.value())
            + 2 * Math.ulp(value));
  }

  private static double checkedVariance(String option, double q) {
    if (q < 0) {
      throw new IllegalArgumentException(option + " is a variance, at least 0, got " + q);
    }
    return q;
  }
}
