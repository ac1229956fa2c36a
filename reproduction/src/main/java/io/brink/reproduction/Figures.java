package io.brink.reproduction;

import io.brink.internal.text.Spelling;
import io.brink.reproduction.res.TanhConvergence;
import java.util.List;

/** All figures that can be reproduced, in the order of the papers. */
public final class Figures {

  private static final List<Figure> ALL =
      List.of(
          // One line a figure.
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
