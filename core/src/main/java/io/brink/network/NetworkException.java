package io.brink.network;

import java.util.Optional;

/**
 * A network that cannot be: its message is one line and says where (the node, or the place in a
 * document), what was wrong and what is allowed.
 */
public final class NetworkException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String parameter;
  private final String detail;

  private final boolean inDocument;

  private NetworkException(
      String message, String place, String parameter, String detail, boolean inDocument) {
    super(message);
    this.inDocument = inDocument;
    this.place = place;
    this.parameter = parameter;
    this.detail = detail;
  }

  /** A fault of a node as a whole, also one that an analysis finds. */
  public static NetworkException atNode(String node, String detail) {
    return new NetworkException("node '" + node + "': " + detail, node, null, detail, false);
  }

  /** A fault of one parameter of a node. */
  static NetworkException atParameter(String node, String parameter, String detail) {
    return new NetworkException(
        "node '" + node + "': " + parameter + " " + detail, node, parameter, detail, false);
  }

  /** A fault at a place of a document, {@code nodes[3].weight_variance}. */
  static NetworkException inDocument(String path, String detail) {
    return new NetworkException(path + ": " + detail, path, null, detail, true);
  }

  /** The node's name, or the path in the document. */
  public String place() {
    return place;
  }

  /** Whether {@link #place} is a place in a document rather than a node's name. */
  boolean isInDocument() {
    return inDocument;
  }

  /** The parameter at fault, by its name in a network file, if it is one parameter. */
  public Optional<String> parameter() {
    return Optional.ofNullable(parameter);
  }

  /** What was wrong and what is allowed, without the place. */
  public String detail() {
    return detail;
  }
}
