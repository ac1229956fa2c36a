package io.brink.activation;

import java.util.Optional;

/** The name given is not that of a built-in activation. */
public final class UnknownActivationException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String name;
  private final String suggestion;

  UnknownActivationException(String name, Optional<String> suggestion) {
    super(
        "unknown activation '"
            + name
            + "'"
            + suggestion.map(s -> ", did you mean '" + s + "'?").orElse(""));
    this.name = name;
    this.suggestion = suggestion.orElse(null);
  }

  /** The name that was given. */
  public String name() {
    return name;
  }

  /** The nearest built-in name, if one is near. */
  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }
}
