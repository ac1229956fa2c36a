package io.brink.cli.input;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads a YAML 1.2 or JSON file into plain maps and lists, keeping the position of every value.
 *
 * <p>It walks the parser's tokens rather than binding to classes, because positions are lost in
 * binding, and because it starts in a tenth of the time.
 */
public final class DocumentReader {

  /** A network file of 100,000 nodes has about ten megabytes. */
  private static final long LARGEST_FILE_BYTES = 256L << 20;

  private final Path file;
  private final Map<String, Position> positions = new HashMap<>();

  private DocumentReader(Path file) {
    this.file = file;
  }

  /**
   * Whether an argument names a file that can be read here, by its ending: .yaml, .yml or .json.
   */
  public static boolean isDocumentName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it is missing, a directory, not text, empty, malformed, has a key
   *     twice, or its top is not a mapping
   */
  public static Document read(Path file) {
    return new DocumentReader(file).read();
  }

  private Document read() {
    String text = text();
    if (text.isBlank()) {
      throw InputException.of(file, "the file is empty");
    }
    TokenStreamFactory format =
        file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? json() : yaml();
    try (JsonParser parser = format.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw InputException.of(file, "the file is empty");
      }
      if (first != JsonToken.START_OBJECT) {
        throw InputException.at(
            file,
            position(parser.currentTokenLocation()),
            "the top of the file is a mapping of keys to values, got " + describe(first),
            null);
      }
      Map<String, Object> content = mapping(parser, "");
      if (parser.nextToken() != null) {
        throw InputException.at(
            file,
            position(parser.currentTokenLocation()),
            "one document is expected, but another starts here",
            null);
      }
      return new Document(file, content, positions);
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private String text() {
    if (Files.isDirectory(file)) {
      throw InputException.of(file, "is a directory, not a file");
    }
    if (!Files.exists(file)) {
      throw InputException.of(file, "no such file");
    }
    try {
      if (Files.size(file) > LARGEST_FILE_BYTES) {
        throw InputException.of(
            file, "the file is larger than " + (LARGEST_FILE_BYTES >> 20) + " MiB");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw InputException.of(file, "the file is not text in UTF-8");
    } catch (IOException e) {
      throw InputException.of(file, "cannot be read: " + e.getMessage());
    }
  }

  private static TokenStreamFactory json() {
    return JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }

  private static TokenStreamFactory yaml() {
    return YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }

  private Map<String, Object> mapping(JsonParser parser, String path) {
    Map<String, Object> result = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      positions.put(keyPath, position(parser.currentTokenLocation()));
      parser.nextToken();
      result.put(key, value(parser, keyPath));
    }
    return result;
  }

  private List<Object> sequence(JsonParser parser, String path) {
    List<Object> result = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String elementPath = path + "[" + result.size() + "]";
      positions.put(elementPath, position(parser.currentTokenLocation()));
      result.add(value(parser, elementPath));
    }
    return result;
  }

  private Object value(JsonParser parser, String path) {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw InputException.at(
          file,
          position(parser.currentTokenLocation()),
          "aliases (*" + parser.getString() + ") are not supported; write the value out",
          null);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(parser, path);
      case START_ARRAY -> sequence(parser, path);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw InputException.at(
              file, position(parser.currentTokenLocation()), "a value is expected here", null);
    };
  }

  private InputException malformed(JacksonException fault) {
    if (fault.getCause() instanceof MarkedYamlEngineException yaml
        && yaml.getProblemMark().isPresent()) {
      var mark = yaml.getProblemMark().get();
      return InputException.at(
          file,
          new Position(mark.getLine() + 1, mark.getColumn() + 1),
          "malformed YAML: " + yaml.getProblem() + context(yaml),
          fault);
    }
    String detail = "malformed: " + withoutHints(fault.getOriginalMessage());
    return fault.getLocation() == null || fault.getLocation().getLineNr() < 1
        ? InputException.of(file, detail)
        : InputException.at(file, position(fault.getLocation()), detail, fault);
  }

  /**
   * Jackson's message without what only a programmer can follow: its features and source
   * references.
   */
  private static String withoutHints(String message) {
    return message
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst(": enable `.*", "")
        .replaceFirst(" \\(start marker at .*", "");
  }

  private static String context(MarkedYamlEngineException yaml) {
    return yaml.getContext() == null || yaml.getContext().isBlank()
        ? ""
        : " (" + yaml.getContext() + ")";
  }

  private static Position position(TokenStreamLocation location) {
    return new Position(location.getLineNr(), location.getColumnNr());
  }

  private static String describe(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "a list";
      default -> "a single value";
    };
  }
}
