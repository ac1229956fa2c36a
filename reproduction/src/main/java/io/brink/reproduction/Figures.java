package io.brink.reproduction;

import io.brink.internal.text.Spelling;
import io.brink.reproduction.lin.CriticalCurves;
import io.brink.reproduction.lin.CriticalMaps;
import io.brink.reproduction.lin.DepthConvergence;
import io.brink.reproduction.lin.FamilyShapes;
import io.brink.reproduction.lin.LengthMaps;
import io.brink.reproduction.lin.LimitingCorrelations;
import io.brink.reproduction.lin.MomentRatios;
import io.brink.reproduction.lin.PhaseMaps;
import io.brink.reproduction.lin.RegionRatios;
import io.brink.reproduction.lin.TheoremBounds;
import io.brink.reproduction.lin.WideningMaps;
import io.brink.reproduction.res.ConvergenceExponent;
import io.brink.reproduction.res.DerivativeVarianceBound;
import io.brink.reproduction.res.EmpiricalCorrelations;
import io.brink.reproduction.res.EmpiricalGradients;
import io.brink.reproduction.res.EmpiricalLengths;
import io.brink.reproduction.res.EmpiricalPowers;
import io.brink.reproduction.res.ExponentRange;
import io.brink.reproduction.res.GradientExpansion;
import io.brink.reproduction.res.GradientGrowth;
import io.brink.reproduction.res.LengthExpansion;
import io.brink.reproduction.res.PowerDynamics;
import io.brink.reproduction.res.PowerExponents;
import io.brink.reproduction.res.PowerFixedPoints;
import io.brink.reproduction.res.PowerGradientExponents;
import io.brink.reproduction.res.PowerMaps;
import io.brink.reproduction.res.RectifierLengths;
import io.brink.reproduction.res.SaturatingMap;
import io.brink.reproduction.res.SubleadingCovariance;
import io.brink.reproduction.res.SymmetrisedIntegrand;
import io.brink.reproduction.res.TanhConvergence;
import io.brink.reproduction.shr.CorrelationMaps;
import io.brink.reproduction.shr.ErfCorrelations;
import io.brink.reproduction.shr.ErfGradients;
import io.brink.reproduction.shr.ErfJacobian;
import io.brink.reproduction.shr.ShrinkageByDepth;
import io.brink.reproduction.shr.ShrinkageBySlope;
import io.brink.reproduction.tat.EmpiricalMaps;
import io.brink.reproduction.tat.TailoredMaps;
import java.util.List;

/** All figures that can be reproduced, in the order of the papers. */
public final class Figures {

  private static final List<Figure> ALL =
      List.of(
          // One line a figure.
          // TAT
          new TailoredMaps(),
          new EmpiricalMaps(),
          // SHR
          new CorrelationMaps(),
          new ShrinkageByDepth(),
          new ShrinkageBySlope(),
          ErfCorrelations.critical(),
          ErfCorrelations.chaotic(),
          ErfJacobian.critical(),
          ErfJacobian.chaotic(),
          ErfGradients.critical(),
          ErfGradients.chaotic(),
          // LIN
          new LengthMaps(),
          new CriticalMaps(),
          new PhaseMaps(),
          new LimitingCorrelations(),
          new CriticalCurves(),
          new MomentRatios(),
          new FamilyShapes(),
          new RegionRatios(),
          new TheoremBounds(),
          new WideningMaps(),
          new DepthConvergence(),
          // RES
          new EmpiricalLengths(),
          new EmpiricalCorrelations(),
          new EmpiricalGradients(),
          new ConvergenceExponent(),
          new TanhConvergence(),
          new GradientGrowth(),
          new EmpiricalPowers(),
          new PowerDynamics(),
          new LengthExpansion(),
          new GradientExpansion(),
          new RectifierLengths(),
          new PowerFixedPoints(),
          new PowerExponents(),
          new PowerGradientExponents(),
          new DerivativeVarianceBound(),
          new SymmetrisedIntegrand(),
          new SubleadingCovariance(),
          new SaturatingMap(),
          new ExponentRange(),
          new PowerMaps());

  private Figures() {}

  /** Every figure. */
  public static List<Figure> all() {
    return ALL;
  }

  /**
   * The figure of a name such as {@code res:2b}; case and dots do not count.
   *
   * @throws IllegalArgumentException naming its panels, if the figure consists of several, or the
   *     nearest figure, if there is none of that name
   */
  public static Figure named(String name) {
    return ALL.stream()
        .filter(figure -> figure.name().isMeantBy(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    List<String> panels =
        names(ALL.stream().filter(figure -> figure.name().isPanelOf(name)).toList());
    return panels.isEmpty()
        ? "unknown figure '" + name + "'" + Spelling.hint(name, names(ALL))
        : "figure '" + name + "' has several panels: " + String.join(", ", panels);
  }

  private static List<String> names(List<Figure> figures) {
    return figures.stream().map(figure -> figure.name().toString()).toList();
  }
}
