package io.brink.reproduction;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every figure as a sketch, each reproduced once for all tests. */
final class Sketches {

  private static final Map<String, Reproduction> MADE = new ConcurrentHashMap<>();

  private Sketches() {}

  static Reproduction of(String name) {
    return MADE.computeIfAbsent(name, _ -> Figures.named(name).reproduce(Setting.SKETCH));
  }
}
