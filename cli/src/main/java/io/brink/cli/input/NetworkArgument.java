package io.brink.cli.input;

import io.brink.activation.Activation;
import io.brink.network.Network;
import io.brink.network.NetworkDescription;
import io.brink.network.NetworkException;
import io.brink.network.NetworkSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The NETWORK of a command line: a spec such as {@code mlp:depth=100}, or the path of a file. */
public final class NetworkArgument {

  private NetworkArgument() {}

  /**
   * The network that the argument names.
   *
   * @param argument a spec or a path; a path is what ends in .yaml, .yml or .json, has a separator
   *     before any colon, or exists and is not followed by a colon
   * @param activation the activation of layers that name none
   * @throws IllegalArgumentException saying what is wrong and, in a file, on which line and column
   */
  public static Network read(String argument, Activation activation) {
    if (!isPath(argument)) {
      return NetworkSpec.parse(argument).network(activation);
    }
    Path file = Path.of(argument);
    if (Files.isRegularFile(file) && !DocumentReader.isDocumentName(argument)) {
      throw InputException.of(file, "a network file ends in .yaml, .yml or .json");
    }
    Document document = DocumentReader.read(file);
    try {
      return NetworkDescription.parse(document.content(), activation);
    } catch (NetworkException e) {
      throw document.locate(e.place(), e);
    }
  }

  /**
   * The network that the argument names, with that many units (or channels) in place of its own.
   *
   * @param width what the spec's parameter {@code width} becomes
   * @throws IllegalArgumentException as {@link #read}, and where the argument is a file or gives a
   *     width of its own
   */
  public static Network readWithWidth(String argument, Activation activation, int width) {
    if (isPath(argument)) {
      throw new IllegalArgumentException(
          "--width is for built-in networks; the file '" + argument + "' gives its own widths");
    }
    NetworkSpec spec = NetworkSpec.parse(argument);
    Map<String, String> given = new HashMap<>(spec.given());
    if (given.put("width", Integer.toString(width)) != null) {
      throw new IllegalArgumentException(
          "--width and width= in '" + argument + "' are one too many");
    }
    return new NetworkSpec(spec.architecture(), given).network(activation);
  }

  private static boolean isPath(String argument) {
    if (DocumentReader.isDocumentName(argument)) {
      return true;
    }
    int colon = argument.indexOf(':');
    String name = colon < 0 ? argument : argument.substring(0, colon);
    return name.contains("/") || (colon < 0 && !name.isEmpty() && Files.exists(Path.of(name)));
  }
}
