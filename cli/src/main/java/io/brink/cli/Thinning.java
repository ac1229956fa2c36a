package io.brink.cli;

import java.util.ArrayList;
import java.util.List;

/** Fewer elements of a long list, both ends among them. */
final class Thinning {

  private Thinning() {}

  /** At most {@code most} ≥ 2 elements, evenly spaced. */
  static <T> List<T> evenly(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> chosen = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      chosen.add(all.get((int) Math.round((double) i * (all.size() - 1) / (most - 1))));
    }
    return chosen;
  }

  /** Elements 0, 1, 2, 5, 10, 20, 50, … and the last, as the points of a power law are told. */
  static <T> List<T> geometrically(List<T> all) {
    List<T> chosen = new ArrayList<>();
    int last = all.size() - 1;
    chosen.add(all.getFirst());
    for (long decade = 1; decade < last; decade *= 10) {
      for (int step : new int[] {1, 2, 5}) {
        // Not so near the last one that both tell the same.
        if (step * decade < 0.8 * last) {
          chosen.add(all.get((int) (step * decade)));
        }
      }
    }
    if (last > 0) {
      chosen.add(all.get(last));
    }
    return chosen;
  }
}
