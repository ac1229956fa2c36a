package io.brink.activation;

/** The set of values that a parameter of a built-in activation may take. */
public enum ParameterDomain {
  /** Any finite number. */
  FINITE("a finite number"),
  /** Any finite number but 0. */
  NOT_ZERO("a finite number other than 0"),
  /** A finite number above 0. */
  POSITIVE("a finite number > 0"),
  /** A polynomial's degree. */
  DEGREE("a whole number from 0 to 200");

  private final String description;

  ParameterDomain(String description) {
    this.description = description;
  }

  /** The domain in words. */
  public String description() {
    return description;
  }

  /** Whether the value is allowed. */
  public boolean contains(double value) {
    return switch (this) {
      case FINITE -> Double.isFinite(value);
      case NOT_ZERO -> Double.isFinite(value) && value != 0;
      case POSITIVE -> Double.isFinite(value) && value > 0;
      case DEGREE -> value >= 0 && value <= 200 && value == Math.rint(value);
    };
  }

  void check(String activation, String parameter, double value) {
    if (!contains(value)) {
      throw new IllegalArgumentException(
          activation
              + ": "
              + parameter
              + " must be "
              + description
              + ", got "
              + CanonicalName.number(value));
    }
  }
}
