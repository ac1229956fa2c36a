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
import io.brink.reproduction.res.TanhConvergence;
import io.brink.reproduction.shr.ChaoticCorrelations;
import io.brink.reproduction.shr.ChaoticGain;
import io.brink.reproduction.shr.CriticalShrinkage;
import io.brink.reproduction.shr.MapBounds;
import io.brink.reproduction.shr.ShrinkageByDepth;
import io.brink.reproduction.shr.ShrinkageBySlope;
import java.util.List;

/** All figures that can be reproduced, in the order of the papers. */
public final class Figures {

  private static final List<Figure> ALL =
      List.of(
          // One line a figure.
          new MapBounds(),
          new ShrinkageByDepth(),
          new ShrinkageBySlope(),
          new CriticalShrinkage(),
          new ChaoticCorrelations(),
          new ChaoticGain(),
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
          new TanhConvergence());

  private Figures() {}

  /** Every figure. */
  public static List<Figure> all() {
    return ALL;
  }

  /**
   * The figure of a name such as {@code res:2b}; case and dots do not count.
   *
   * @throws IllegalArgumentException naming the nearest figure, if there is none of that name
   */
  public static Figure named(String name) {
    return ALL.stream()
        .filter(figure -> figure.name().isMeantBy(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown figure '"
                        + name
                        + "'"
                        + Spelling.hint(
                            name, ALL.stream().map(figure -> figure.name().toString()).toList())));
  }
}
