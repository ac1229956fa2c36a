package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.activation.Breakpoint;
import io.brink.activation.BuiltIn;
import io.brink.activation.Growth;
import io.brink.activation.Parameter;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code brink activations}: the built-in activations, or the properties of one activation. */
@Command(
    name = "activations",
    description = "List the built-in activations, or describe one activation.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Wherever a command takes an activation, it also takes an expression in x.",
      "",
      "Examples:",
      "  brink activations",
      "  brink activations selu",
      "  brink activations 'x*sigmoid(1.702*x)' --json",
    })
final class ActivationsCommand extends ReportingCommand {

  @Parameters(
      paramLabel = "ACTIVATION",
      arity = "0..1",
      description = "Only this activation: where it is not smooth, its symmetry and growth.")
  private String activation;

  @Override
  Answer answer() {
    return Answer.of(activation == null ? overview() : details(Activations.parse(activation)));
  }

  private static Report overview() {
    List<List<Value>> rows = new ArrayList<>();
    for (BuiltIn builtIn : Activations.all()) {
      rows.add(
          List.of(
              Value.text(builtIn.name()),
              Value.text(builtIn.signature()),
              Value.text(builtIn.formula()),
              Value.text(builtIn.description()),
              new Value.Sequence(
                  builtIn.parameters().stream().map(ActivationsCommand::describe).toList())));
    }
    return Report.of(
        new Block.Table(
            "activations",
            "",
            List.of(
                new Column("name", ""),
                new Column("signature", "activation"),
                new Column("formula", "formula"),
                new Column("description", "description"),
                new Column("parameters", "")),
            rows),
        new Block.ForReaders(
            new Block.Sentence(
                "",
                "Parameters go by position or by name: elu(0.5) or elu(alpha=0.5); one without a"
                    + " default must be given.")));
  }

  private static Value describe(Parameter parameter) {
    OptionalDouble defaultValue = parameter.defaultValue();
    return new Value.Mapping(
        List.of(
            Fact.of("name", "", Value.text(parameter.name())),
            Fact.of(
                "default",
                "",
                defaultValue.isPresent() ? Value.exact(defaultValue.getAsDouble()) : Value.ABSENT),
            Fact.of("allowed", "", Value.text(parameter.domain().description()))));
  }

  private static Report details(Activation activation) {
    OptionalDouble degree = activation.homogeneityDegree();
    return Report.of(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("name", "activation", Value.text(activation.name())),
                Fact.of("parity", "parity", Value.text(Choice.word(activation.parity()))),
                Fact.of("growth", "growth", Value.text(growth(activation.growth()))),
                Fact.of(
                    "homogeneity_degree",
                    "homogeneity degree",
                    degree.isPresent() ? Value.exact(degree.getAsDouble()) : Value.ABSENT,
                    degree.isPresent() ? "φ(tx) = t^degree φ(x) for t > 0" : ""),
                Fact.of(
                    "",
                    "breakpoints",
                    Value.text(activation.breakpoints().isEmpty() ? "none" : "below")))),
        new Block.Table(
            "breakpoints",
            "Breakpoints",
            List.of(
                new Column("location", "x"),
                new Column("value_jump", "jump of φ"),
                new Column("derivative_jump", "jump of φ′"),
                new Column("second_derivative_jump", "jump of φ″")),
            activation.breakpoints().stream().map(ActivationsCommand::row).toList()),
        Block.Picture.drawnBy(() -> MapCharts.activation(activation)));
  }

  private static List<Value> row(Breakpoint breakpoint) {
    return List.of(
        Value.exact(breakpoint.location()),
        Value.exact(breakpoint.valueJump()),
        Value.exact(breakpoint.derivativeJump()),
        Value.exact(breakpoint.secondDerivativeJump()));
  }

  private static String growth(Growth growth) {
    return switch (growth) {
      case Growth.Bounded(double bound) -> "bounded by " + Numerals.rounded(bound, 6);
      case Growth.Polynomial(double degree) -> "at most of degree " + Numerals.rounded(degree, 6);
      case Growth.Exponential(double rate) ->
          "at most exponential, rate " + Numerals.rounded(rate, 6);
    };
  }
}
