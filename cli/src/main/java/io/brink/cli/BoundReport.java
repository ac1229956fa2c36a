package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.bounds.CorrelationLayer;
import io.brink.bounds.DepthLimit;
import io.brink.bounds.ExcessConvexity;
import io.brink.bounds.NamedLayer;
import io.brink.bounds.NormalisedRegime;
import io.brink.bounds.ResidualScales;
import io.brink.bounds.ResidualSchedule;
import io.brink.bounds.Shrinkage;
import io.brink.bounds.Skimming;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The report of what depth costs a network. */
final class BoundReport {

  /** Beyond this many layers the bound of the whole map is left to programs that ask for less. */
  private static final int DEEPEST_EXACT_EXCESS = 20_000;

  private final String network;
  private final Activation activation;
  private final Shrinkage shrinkage;
  private final DepthLimit.Demand demand;
  private final DepthLimit limit;
  private final Optional<Skimming> block;
  private final double skim;
  private final List<Block> blocks = new ArrayList<>();

  BoundReport(
      String network,
      Activation activation,
      Shrinkage shrinkage,
      DepthLimit.Demand demand,
      DepthLimit limit,
      Optional<Skimming> block,
      double skim) {
    this.network = network;
    this.activation = activation;
    this.shrinkage = shrinkage;
    this.demand = demand;
    this.limit = limit;
    this.block = block;
    this.skim = skim;
  }

  Report build() {
    asked();
    depthLimit();
    output();
    regime();
    tradeOff();
    map();
    residualScales();
    skimming();
    return new Report(blocks);
  }

  private void forPrograms(Block inner) {
    blocks.add(new Block.ForPrograms(inner));
  }

  private void forReaders(Block inner) {
    blocks.add(new Block.ForReaders(inner));
  }

  private void asked() {
    blocks.add(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("network", "network", Value.text(network)),
                Fact.of("activation", "activation", Value.text(activation.name())),
                Fact.of(
                    "depth",
                    "depth",
                    Value.count(shrinkage.depth()),
                    "nonlinear layers or residual blocks"))));
  }

  private void depthLimit() {
    String words =
        switch (limit) {
          case DepthLimit.Limited l ->
              "at most "
                  + l.depth()
                  + (l.depth() == 1 ? " layer: " : " layers: ")
                  + switch (l.cause()) {
                    case SQUEEZED ->
                        "one more takes a pair to correlation "
                            + Numerals.rounded(l.correlation(), 6);
                    case GAIN ->
                        "one more takes the gain to "
                            + Numerals.rounded(Math.exp(0.5 * l.logSquaredGain()), 6);
                  };
          case DepthLimit.Unlimited(double correlation) ->
              "no limit: correlations stay at " + Numerals.rounded(correlation, 6);
          case DepthLimit.AtLeast(int depth) -> "all of " + depth + " layers pass";
        };
    forReaders(
        new Block.Sentence(
            "",
            "Depth for pairs up to correlation "
                + Numerals.exact(demand.inputCorrelation())
                + " to stay at or below "
                + Numerals.exact(demand.outputCorrelation())
                + ", with a gain of at most "
                + Numerals.exact(demand.gain())
                + ": "
                + words
                + "."));
    Value depth = Value.ABSENT;
    Value cause = Value.ABSENT;
    String outcome;
    switch (limit) {
      case DepthLimit.Limited l -> {
        outcome = "limited";
        depth = Value.count(l.depth());
        cause = Value.text(l.cause().name().toLowerCase(Locale.ROOT));
      }
      case DepthLimit.Unlimited _ -> outcome = "unlimited";
      case DepthLimit.AtLeast(int reached) -> {
        outcome = "at_least";
        depth = Value.count(reached);
      }
    }
    forPrograms(
        new Block.Facts(
            "depth_limit",
            "",
            List.of(
                Fact.of("outcome", "", Value.text(outcome)),
                Fact.of("depth", "", depth),
                Fact.of("cause", "", cause),
                Fact.of("input_correlation", "", Value.exact(demand.inputCorrelation())),
                Fact.of("output_correlation", "", Value.exact(demand.outputCorrelation())),
                Fact.of("gain", "", Value.exact(demand.gain())),
                Fact.of("by_theorem", "", byTheorem()))));
  }

  private Value byTheorem() {
    return shrinkage.chain().isUniform()
        ? Value.exact(
            DepthLimit.byTheorem(
                shrinkage.chain().layers().getFirst().layer(),
                demand.outputCorrelation(),
                demand.gain()))
        : Value.ABSENT;
  }

  private void output() {
    int l = shrinkage.depth();
    double gain = Math.exp(0.5 * shrinkage.logSquaredGain(l));
    double theorem = Math.sqrt(shrinkage.theoremSquaredGain(l));
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of(
            "orthogonal_gap",
            "1 − ρ, orthogonal",
            Value.rounded(shrinkage.orthogonalGap(l)),
            "of two orthogonal inputs, exact"));
    facts.add(Fact.of("log_orthogonal_gap", "", Value.exact(shrinkage.logOrthogonalGap(l))));
    facts.add(
        Fact.of(
            "shrinkage",
            "1 − ρ_max",
            Value.rounded(shrinkage.shrinkage(l)),
            "ρ_max: the smallest attainable correlation, largest over layers; exact"));
    facts.add(
        Fact.of(
            "shrinkage_bound",
            "  theorem",
            Value.rounded(shrinkage.shrinkageBound(l)),
            "at most this at the network's gain"
                + (shrinkage.shrinkageBound(l) >= 2
                    ? ": no bound"
                    : slack(shrinkage.shrinkageBound(l), shrinkage.shrinkage(l)))));
    facts.add(
        Fact.of("shrinkage_slack", "", ratio(shrinkage.shrinkageBound(l), shrinkage.shrinkage(l))));
    facts.add(
        Fact.of(
            "gain",
            "gain",
            Value.rounded(gain),
            "of the Jacobian, root mean square over directions; exact"));
    facts.add(Fact.of("log_squared_gain", "", Value.exact(shrinkage.logSquaredGain(l))));
    double sharper = Math.sqrt(shrinkage.sharperSquaredGain(l));
    facts.add(
        Fact.of(
            "gain_bound",
            "  theorem",
            Value.rounded(theorem),
            "at least this" + slack(gain, theorem)));
    facts.add(Fact.of("gain_slack", "", ratio(gain, theorem)));
    facts.add(
        Fact.of(
            "sharper_gain_bound",
            "  sharper",
            Value.rounded(sharper),
            "at least this" + slack(gain, sharper)));
    facts.add(Fact.of("sharper_gain_slack", "", ratio(gain, sharper)));
    boolean excess = shrinkage.orthogonalGap(l) > 1e-280 && l <= DEEPEST_EXACT_EXCESS;
    double exactExcess = excess ? shrinkage.exactExcess(l).value() : Double.NaN;
    facts.add(
        Fact.of(
            "excess_convexity",
            excess ? "excess convexity" : "",
            excess ? Value.rounded(exactExcess) : Value.ABSENT,
            "of the whole map, exact"));
    facts.add(
        Fact.of(
            "excess_convexity_bound",
            "  theorem",
            Value.rounded(shrinkage.theoremExcess(l).value()),
            "at least this" + slack(exactExcess, shrinkage.theoremExcess(l).value())));
    facts.add(
        Fact.of(
            "sharper_excess_convexity_bound",
            "  sharper",
            Value.rounded(shrinkage.sharperExcess(l).value()),
            "at least this" + slack(exactExcess, shrinkage.sharperExcess(l).value())));
    blocks.add(new Block.Facts("output", "At the output", facts));
  }

  /** How far a bound falls short, in words; nothing where one of both is 0 or unknown. */
  private static String slack(double larger, double smaller) {
    return isRatio(larger, smaller) ? ", slack " + Numerals.rounded(larger / smaller, 2) : "";
  }

  private static Value ratio(double larger, double smaller) {
    return isRatio(larger, smaller) ? Value.magnitude(larger / smaller) : Value.ABSENT;
  }

  private static boolean isRatio(double larger, double smaller) {
    return smaller > 0 && larger > 0 && larger / smaller < Double.POSITIVE_INFINITY;
  }

  private void regime() {
    boolean uniform = shrinkage.chain().isUniform();
    List<Fact> facts = new ArrayList<>();
    NormalisedRegime regime =
        uniform ? NormalisedRegime.of(shrinkage.chain().layers().getFirst().layer()) : null;
    facts.add(
        Fact.of(
            "phase",
            "phase",
            uniform ? Value.text(regime.phase().name().toLowerCase(Locale.ROOT)) : Value.ABSENT));
    facts.add(
        Fact.of(
            "slope",
            "slope",
            uniform ? Value.rounded(regime.slopeAtOne()) : Value.ABSENT,
            "P′(1) of a layer"));
    facts.add(
        Fact.of(
            "fixed_point_gap",
            "1 − ρ_fp",
            uniform ? Value.rounded(regime.fixedPointGap()) : Value.ABSENT,
            "of the fixed point that correlations tend to"));
    facts.add(
        Fact.of(
            "critical_ratio",
            "critical ratio",
            Value.measured(NormalisedRegime.criticalRatio(activation)),
            "σ_b²/σ_w² of a layer-normalised network for which P′(1) = 1"));
    Block.Facts table = new Block.Facts("regime", "Equal layers without end", facts);
    if (uniform) {
      blocks.add(table);
    } else {
      forPrograms(table);
    }
  }

  private void tradeOff() {
    List<List<Value>> rows = new ArrayList<>();
    for (int l : shrinkage.shownDepths()) {
      double gain = Math.exp(0.5 * shrinkage.logSquaredGain(l));
      double theorem = Math.sqrt(shrinkage.theoremSquaredGain(l));
      rows.add(
          List.of(
              Value.count(l),
              Value.rounded(shrinkage.orthogonalGap(l)),
              Value.rounded(shrinkage.shrinkage(l)),
              Value.rounded(shrinkage.shrinkageBound(l)),
              Value.rounded(gain),
              Value.rounded(theorem),
              Value.rounded(Math.sqrt(shrinkage.sharperSquaredGain(l))),
              theorem > 0 ? Value.magnitude(gain / theorem) : Value.ABSENT));
    }
    blocks.add(
        new Block.Table(
            "trade_off",
            "Squeezing against gradients, by depth",
            List.of(
                new Column("depth", "depth"),
                new Column("orthogonal_gap", "1 − ρ, orthogonal"),
                new Column("shrinkage", "1 − ρ_max"),
                new Column("shrinkage_bound", "≤ by theorem"),
                new Column("gain", "gain"),
                new Column("gain_bound", "≥ by theorem"),
                new Column("sharper_gain_bound", "≥ sharper"),
                new Column("slack", "gain/theorem")),
            rows));
    blocks.add(Block.Picture.drawnBy(() -> BoundCharts.tradeOff(shrinkage)));
  }

  private void map() {
    int l = shrinkage.depth();
    ExcessConvexity theorem = shrinkage.theoremExcess(l);
    ExcessConvexity sharper = shrinkage.sharperExcess(l);
    List<List<Value>> rows = new ArrayList<>();
    for (double rho : new double[] {0, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999}) {
      rows.add(
          List.of(
              Value.exact(rho),
              Value.rounded(1 - shrinkage.composedGap(1 - rho, l)),
              Value.rounded(shrinkage.composedGap(1 - rho, l)),
              Value.rounded(shrinkage.correlationBound(rho, theorem, l)),
              Value.rounded(shrinkage.correlationBound(rho, sharper, l))));
    }
    blocks.add(
        new Block.Table(
            "map",
            "Correlation at the output, and upper bounds of it",
            List.of(
                new Column("input_correlation", "ρ at the input"),
                new Column("correlation", "exact"),
                new Column("gap", "1 − exact"),
                new Column("theorem", "≤ by theorem"),
                new Column("sharper", "≤ sharper")),
            rows));
    blocks.add(Block.Picture.drawnBy(() -> BoundCharts.map(shrinkage)));
  }

  /** The activation of each block, if the chain is one of residual blocks with one activation. */
  private List<CorrelationLayer.Activated> branches() {
    List<CorrelationLayer.Activated> found = new ArrayList<>();
    Map<Activation, CorrelationLayer.Activated> normalised = new HashMap<>();
    for (NamedLayer named : shrinkage.chain().layers()) {
      CorrelationLayer layer = named.layer();
      while (layer instanceof CorrelationLayer.Series(List<CorrelationLayer> parts)) {
        layer = parts.getFirst();
      }
      if (!(layer instanceof CorrelationLayer.Residual(_, _, CorrelationLayer inner))) {
        return List.of();
      }
      while (inner instanceof CorrelationLayer.Series(List<CorrelationLayer> parts)) {
        List<CorrelationLayer> nonlinear =
            parts.stream().filter(p -> !(p instanceof CorrelationLayer.Weights)).toList();
        if (nonlinear.size() != 1) {
          return List.of();
        }
        inner = nonlinear.getFirst();
      }
      if (!(inner instanceof CorrelationLayer.Activated activated)) {
        return List.of();
      }
      found.add(
          activated.map().preactivationVariance() == 1
              ? activated
              : normalised.computeIfAbsent(
                  activated.activation(), phi -> CorrelationLayer.Activated.of(phi, 1)));
    }
    return found;
  }

  private void residualScales() {
    List<List<Value>> rows = new ArrayList<>();
    List<CorrelationLayer.Activated> branches = branches();
    if (!branches.isEmpty() && demand.outputCorrelation() > 0) {
      for (ResidualSchedule schedule :
          List.of(
              new ResidualSchedule.Constant(),
              new ResidualSchedule.Power(0.5),
              new ResidualSchedule.Power(1))) {
        ResidualScales scales =
            ResidualScales.design(branches, demand.gain(), demand.outputCorrelation(), schedule);
        rows.add(row(schedule, "theorem", scales.byTheorem()));
        rows.add(row(schedule, "exact gain", scales.byGain()));
        rows.add(row(schedule, "exact correlation", scales.byCorrelation()));
      }
    }
    blocks.add(
        new Block.Table(
            "residual_scales",
            "Largest branch variances σ_l² of z + Vφ(Uz), normalised, for gain "
                + Numerals.exact(demand.gain())
                + " and correlation "
                + Numerals.exact(demand.outputCorrelation()),
            List.of(
                new Column("schedule", "schedule"),
                new Column("demand", "equality in"),
                new Column("first", "first block"),
                new Column("last", "last block")),
            rows));
  }

  private List<Value> row(ResidualSchedule schedule, String equality, ResidualScales.Scale scale) {
    String name =
        switch (schedule) {
          case ResidualSchedule.Constant() -> "constant";
          case ResidualSchedule.Power(double exponent) -> "l^-" + Numerals.exact(exponent);
        };
    return switch (scale) {
      case ResidualScales.Scale.Found found ->
          List.of(
              Value.text(name),
              Value.text(equality),
              Value.rounded(found.variance(0)),
              Value.rounded(found.variance(shrinkage.depth() - 1)));
      case ResidualScales.Scale.NoLimit() ->
          List.of(
              Value.text(name),
              Value.text(equality),
              Value.exact(Double.POSITIVE_INFINITY),
              Value.exact(Double.POSITIVE_INFINITY));
    };
  }

  private void skimming() {
    forReaders(
        new Block.Sentence(
            "",
            block
                .map(
                    b ->
                        "Layers "
                            + b.first()
                            + " to "
                            + b.last()
                            + " can be replaced by one linear map with a relative error of "
                            + Numerals.rounded(b.relativeError(), 3)
                            + " ("
                            + Numerals.rounded(b.absoluteError(), 3)
                            + " of the output's root mean square); pairs reach them with a"
                            + " correlation of at least "
                            + Numerals.rounded(b.inputCorrelation(), 4)
                            + ".")
                .orElse(
                    "No layer can be replaced by a linear map with a relative error of at most "
                        + Numerals.exact(skim)
                        + ".")));
    forPrograms(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of(
                    "skimming",
                    "",
                    block
                        .<Value>map(
                            b ->
                                new Value.Mapping(
                                    List.of(
                                        Fact.of("first", "", Value.count(b.first())),
                                        Fact.of("last", "", Value.count(b.last())),
                                        Fact.of(
                                            "input_correlation",
                                            "",
                                            Value.exact(b.inputCorrelation())),
                                        Fact.of(
                                            "relative_error", "", Value.exact(b.relativeError())),
                                        Fact.of(
                                            "absolute_error", "", Value.exact(b.absoluteError())))))
                        .orElse(Value.ABSENT)))));
  }
}
