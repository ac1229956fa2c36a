package io.brink.cli.input;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A YAML or JSON file whose top is a mapping.
 *
 * @param file where it was read
 * @param content values by key: {@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code
 *     Number} or null
 * @param positions where each value starts, by its path: {@code nodes[3].weight_variance}
 */
public record Document(Path file, Map<String, Object> content, Map<String, Position> positions) {

  /** Copies the maps' references as they are: a document is read once and not changed. */
  public Document {
    content = new LinkedHashMap<>(content);
    positions = Map.copyOf(positions);
  }

  /**
   * The same fault with its place in the file: the position of the value at {@code path}, or else
   * of the nearest part around it.
   *
   * @param path a path in the document, or any other name of a place
   * @param fault what is wrong, with its own message
   */
  public InputException locate(String path, IllegalArgumentException fault) {
    String part = path;
    while (!part.isEmpty() && !positions.containsKey(part)) {
      part = part.substring(0, Math.max(Math.max(part.lastIndexOf('.'), part.lastIndexOf('[')), 0));
    }
    if (part.isEmpty()) {
      return InputException.of(file, fault.getMessage());
    }
    return InputException.at(file, positions.get(part), fault.getMessage(), fault);
  }
}
