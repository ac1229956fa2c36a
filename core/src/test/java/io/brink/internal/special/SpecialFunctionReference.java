package io.brink.internal.special;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code golden/special_functions.tsv}: mpmath at 400 digits, made by special_functions.py. */
public final class SpecialFunctionReference {

  private SpecialFunctionReference() {}

  /** A point and the value there. */
  public record Point(double x, double value) {}

  /** The points of one function. */
  public static List<Point> of(String function) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                SpecialFunctionReference.class.getResourceAsStream("/golden/special_functions.tsv"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(cells -> cells[0].equals(function))
          .map(cells -> new Point(Double.parseDouble(cells[1]), Double.parseDouble(cells[2])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
