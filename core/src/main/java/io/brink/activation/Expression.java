package io.brink.activation;

/**
 * A function of x as a tree. The nodes are immutable; every reading of a tree (value, derivatives,
 * printing, search for kinks, translation) is one exhaustive switch in a class of its own.
 */
public sealed interface Expression {

  /** The argument x. */
  record Variable() implements Expression {}

  /** A number. */
  record Constant(double value) implements Expression {}

  /** −operand. */
  record Negation(Expression operand) implements Expression {}

  /** left + right. */
  record Sum(Expression left, Expression right) implements Expression {}

  /** left − right. */
  record Difference(Expression left, Expression right) implements Expression {}

  /** left·right. */
  record Product(Expression left, Expression right) implements Expression {}

  /** left / right. */
  record Quotient(Expression left, Expression right) implements Expression {}

  /** base^exponent. */
  record Power(Expression base, Expression exponent) implements Expression {}

  /** The larger of the two. */
  record Maximum(Expression left, Expression right) implements Expression {}

  /** The smaller of the two. */
  record Minimum(Expression left, Expression right) implements Expression {}

  /** function(argument), for a built-in activation or an elementary function. */
  record Application(Activation function, Expression argument) implements Expression {}
}
