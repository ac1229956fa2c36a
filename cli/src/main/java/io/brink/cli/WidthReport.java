package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.finitewidth.FiniteWidthTrace;
import io.brink.finitewidth.KernelQuantity;
import io.brink.finitewidth.Spread;
import io.brink.finitewidth.WidthAdvice;
import io.brink.finitewidth.WidthBound;
import io.brink.finitewidth.WidthGoal;
import io.brink.finitewidth.WidthOutcome;
import io.brink.finitewidth.Widths;
import io.brink.network.Network;
import io.brink.propagation.Approximation;
import io.brink.regime.States;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code brink width} answers. */
final class WidthReport {

  private static final int MOST_LAYERS = 1000;

  private WidthReport() {}

  static Report of(String network, Activation activation, WidthAdvice advice, WidthGoal goal) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.ForPrograms(
            new Block.Facts(
                "",
                "",
                List.of(
                    Fact.of("network", "", Value.text(network)),
                    Fact.of("activation", "", Value.text(activation.name())),
                    Fact.of("quantity", "", Value.text(Choice.word(goal.quantity()))),
                    Fact.of("error", "", Value.exact(goal.error())),
                    Fact.of("probability", "", Value.exact(goal.probability()))))));
    WidthOutcome outcome = advice.smallest(goal);
    double log10Width = Double.NaN;
    switch (outcome) {
      case WidthOutcome.Found found -> {
        log10Width = Math.log10((double) found.units());
        blocks.add(new Block.ForPrograms(new Block.Sentence("outcome", "found")));
        blocks.add(
            new Block.ForReaders(
                new Block.Sentence(
                    "",
                    String.format(Locale.ROOT, "%,d", found.units())
                        + " units in every layer keep "
                        + words(goal.quantity())
                        + " at the output within "
                        + Numerals.exact(goal.error())
                        + " of infinite width with probability "
                        + Numerals.exact(goal.probability())
                        + "."
                        + (found.reliable()
                            ? ""
                            : " At so few units the prediction is an order of magnitude."))));
        blocks.add(
            new Block.ForPrograms(
                new Block.Facts(
                    "",
                    "",
                    List.of(
                        Fact.of("width", "", Value.count(found.units())),
                        Fact.of("reliable", "", new Value.Flag(found.reliable()))))));
        blocks.add(scatter("at_width", "At that width", found.spread(), goal));
        blocks.add(Block.Picture.drawnBy(() -> WidthCharts.tradeOff(advice, goal, found.units())));
        addLayers(
            blocks,
            advice.at(new Widths.Uniform(found.units())),
            found.units() == 1 ? "1 unit" : found.units() + " units");
      }
      case WidthOutcome.Unknown(String reason) -> {
        blocks.add(new Block.ForPrograms(new Block.Sentence("outcome", "unknown")));
        blocks.add(new Block.ForPrograms(new Block.Sentence("reason", reason)));
        blocks.add(
            new Block.ForReaders(new Block.Sentence("", "No width is known: " + reason + ".")));
        addLayers(blocks, advice.at(new Widths.OfNetwork()), "the network's own widths");
      }
    }
    Optional<Spread> own = advice.atOutput(new Widths.OfNetwork());
    own.ifPresent(
        spread -> blocks.add(scatter("as_it_is", "At the network's own widths", spread, goal)));
    addBounds(blocks, WidthBound.of(advice.forward().network(), goal), log10Width);
    List<String> limits = new ArrayList<>();
    for (Approximation each : advice.forward().approximations()) {
      limits.add(each.name() + ": " + each.reason());
    }
    for (Approximation each : advice.limits()) {
      limits.add(each.name() + ": " + each.reason());
    }
    blocks.add(new Block.ForPrograms(new Block.Remarks("limits", "", limits)));
    if (!limits.isEmpty()) {
      blocks.add(
          new Block.ForReaders(
              new Block.Remarks("", "What the prediction rests on", firstFew(limits))));
    }
    return new Report(blocks);
  }

  /** The scatter layer by layer, as figures for programs, and as pictures. */
  private static void addLayers(List<Block> blocks, FiniteWidthTrace trace, String width) {
    List<Integer> nodes = Thinning.evenly(nodes(trace.network()), MOST_LAYERS);
    List<Column> columns =
        List.of(
            new Column("node", ""),
            new Column("q", ""),
            new Column("gap", ""),
            new Column("relative_q_std", ""),
            new Column("c_std", ""));
    blocks.add(
        new Block.ForPrograms(
            new Block.Table(
                "layers", "", columns, nodes.stream().map(node -> row(trace, node)).toList())));
    blocks.add(
        new Courses("Deviation over networks, layer by layer, at " + width, "input", "output")
            .add(
                "of q, in units of q",
                WidthCharts.figures(trace, nodes, Spread::relativeVarianceStd1))
            .add("of c", WidthCharts.figures(trace, nodes, Spread::correlationStd))
            .block());
    blocks.add(Block.Picture.drawnBy(() -> WidthCharts.correlations(trace, nodes, width)));
    blocks.add(Block.Picture.drawnBy(() -> WidthCharts.lengths(trace, nodes, width)));
  }

  private static List<Value> row(FiniteWidthTrace trace, int node) {
    Optional<Spread> spread = WidthCharts.spread(trace, node);
    return List.of(
        Value.text(trace.network().node(node).name()),
        spread.map(s -> Value.exact(s.variance1())).orElse(Value.ABSENT),
        spread.map(s -> Value.exact(s.gap())).orElse(Value.ABSENT),
        spread.map(s -> Value.exact(s.relativeVarianceStd1())).orElse(Value.ABSENT),
        spread.map(s -> Value.exact(s.correlationStd())).orElse(Value.ABSENT));
  }

  /** The states of the network with its input and output. */
  private static List<Integer> nodes(Network network) {
    List<Integer> nodes = new ArrayList<>(States.of(network));
    int output = network.output().index();
    if (nodes.isEmpty() || nodes.getFirst() != 0) {
      nodes.addFirst(0);
    }
    if (nodes.getLast() != output) {
      nodes.add(output);
    }
    return nodes;
  }

  private static List<String> firstFew(List<String> texts) {
    int shown = 3;
    if (texts.size() <= shown) {
      return texts;
    }
    List<String> few = new ArrayList<>(texts.subList(0, shown));
    few.add("and " + (texts.size() - shown) + " more places");
    return few;
  }

  private static String words(KernelQuantity quantity) {
    return switch (quantity) {
      case KERNEL -> "q and the covariance, in units of q,";
      case LENGTH -> "q, in units of itself,";
      case CORRELATION -> "c";
      case GAP -> "1 - c, in units of itself,";
    };
  }

  private static Block scatter(String key, String title, Spread spread, WidthGoal goal) {
    return new Block.Facts(
        key,
        title,
        List.of(
            Fact.of("q", "q", Value.rounded(spread.variance1()), "at infinite width"),
            Fact.of("gap", "gap", Value.rounded(spread.gap()), "1 - c at infinite width"),
            Fact.of(
                "q_std",
                "q_std",
                Value.rounded(spread.varianceStd1()),
                "standard deviation of q over networks"),
            Fact.of(
                "c_std", "c_std", Value.rounded(spread.correlationStd()), "and of c, and of 1 - c"),
            Fact.of(
                "q_bias",
                "q_bias",
                bias(spread.bias().map(b -> b.relativeVariance1() * spread.variance1())),
                "mean of q over networks, less q"),
            Fact.of(
                "c_bias",
                "c_bias",
                bias(spread.bias().map(b -> -b.relativeGap() * spread.gap())),
                "the same of c"),
            Fact.of(
                "probability",
                "probability",
                Value.rounded(WidthAdvice.probability(spread, goal)),
                "of being within " + Numerals.exact(goal.error()))));
  }

  private static Value bias(Optional<Double> bias) {
    return bias.map(Value::rounded).orElse(Value.ABSENT);
  }

  private static void addBounds(List<Block> blocks, List<WidthBound> bounds, double log10Width) {
    List<Column> columns =
        List.of(
            new Column("theorem", "width"),
            new Column("log10_width", "log10 N"),
            new Column("log10_ratio", "log10 of its ratio to the prediction"),
            new Column("applies", "applies here"),
            new Column("condition", ""));
    Block.Table table =
        new Block.Table(
            "bounds",
            "Widths that are proved to be enough, at this depth",
            columns,
            bounds.stream()
                .map(
                    bound ->
                        List.of(
                            Value.text(bound.theorem()),
                            new Value.Rounded(bound.log10Width(), 3),
                            Double.isNaN(log10Width)
                                ? Value.ABSENT
                                : new Value.Rounded(bound.log10Width() - log10Width, 3),
                            new Value.Flag(bound.applies()),
                            Value.text(bound.condition())))
                .toList());
    blocks.add(bounds.isEmpty() ? new Block.ForPrograms(table) : table);
  }
}
