package io.brink.cli;

import io.brink.internal.text.Spelling;
import io.brink.network.Architecture;
import io.brink.network.SpecParameter;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Report;
import io.brink.report.Value;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code brink networks}: the built-in architectures and their parameters. */
@Command(
    name = "networks",
    description = "List the built-in architectures and their parameters.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A spec is NAME:KEY=VALUE,KEY=VALUE. Any other network can be given as a YAML or JSON file.",
      "",
      "Examples:",
      "  brink networks",
      "  brink networks resnet",
      "  brink networks --json",
    })
final class NetworksCommand extends ReportingCommand {

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Only this architecture, with what each parameter means.")
  private String name;

  @Override
  Answer answer() {
    return Answer.of(name == null ? overview() : details(architecture(name)));
  }

  private static Report overview() {
    List<List<Value>> rows = new ArrayList<>();
    for (Architecture architecture : Architecture.all()) {
      rows.add(
          List.of(
              Value.text(architecture.name()),
              Value.text(architecture.example()),
              Value.text(architecture.description()),
              new Value.Sequence(
                  architecture.parameters().stream().map(NetworksCommand::describe).toList())));
    }
    return Report.of(
        new Block.Table(
            "networks",
            "",
            List.of(
                new Column("name", "network"),
                new Column("example", ""),
                new Column("description", "description"),
                new Column("parameters", "")),
            rows),
        new Block.ForReaders(
            new Block.Sentence("", "'brink networks NAME' lists the parameters of one of them.")));
  }

  private static Value describe(SpecParameter parameter) {
    return new Value.Mapping(
        List.of(
            Fact.of("name", "", Value.text(parameter.name())),
            Fact.of("default", "", defaultValue(parameter)),
            Fact.of("allowed", "", Value.text(parameter.domain().allowed())),
            Fact.of("description", "", Value.text(parameter.description()))));
  }

  private static Value defaultValue(SpecParameter parameter) {
    return parameter.defaultValue().map(Value::text).orElse(Value.ABSENT);
  }

  private static Report details(Architecture architecture) {
    List<List<Value>> rows = new ArrayList<>();
    for (SpecParameter parameter : architecture.parameters()) {
      rows.add(
          List.of(
              Value.text(parameter.name()),
              defaultValue(parameter),
              Value.text(parameter.domain().allowed()),
              Value.text(parameter.description())));
    }
    return Report.of(
        new Block.ForPrograms(new Block.Sentence("name", architecture.name())),
        new Block.ForReaders(
            new Block.Sentence("", architecture.name() + ": " + architecture.description())),
        new Block.ForPrograms(new Block.Sentence("description", architecture.description())),
        new Block.Table(
            "parameters",
            "",
            List.of(
                new Column("name", "parameter"),
                new Column("default", "default"),
                new Column("allowed", "allowed"),
                new Column("description", "meaning")),
            rows),
        new Block.ForPrograms(new Block.Sentence("example", architecture.example())),
        new Block.ForReaders(new Block.Sentence("", "Example: " + architecture.example())));
  }

  private static Architecture architecture(String name) {
    List<String> names = new ArrayList<>();
    for (Architecture architecture : Architecture.all()) {
      if (architecture.name().equals(name)) {
        return architecture;
      }
      names.add(architecture.name());
    }
    throw new IllegalArgumentException(
        "unknown network '" + name + "'" + Spelling.hint(name, names));
  }
}
