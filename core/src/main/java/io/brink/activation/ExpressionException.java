package io.brink.activation;

/** An expression cannot be read, or is no activation; the message is one line and says where. */
public final class ExpressionException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String expression;
  private final int position;

  ExpressionException(String problem, String expression, int position) {
    super(
        problem
            + (position > 0 ? " at position " + position : "")
            + " of '"
            + (expression.length() <= 80 ? expression : expression.substring(0, 77) + "...")
            + "'");
    this.expression = expression;
    this.position = position;
  }

  /** The expression as it was given. */
  public String expression() {
    return expression;
  }

  /** The position of the mistake, counted from 1; 0 if it concerns the whole. */
  public int position() {
    return position;
  }
}
