package io.brink.activation;

import io.brink.activation.Expression.Application;
import io.brink.activation.Expression.Constant;
import io.brink.activation.Expression.Difference;
import io.brink.activation.Expression.Maximum;
import io.brink.activation.Expression.Minimum;
import io.brink.activation.Expression.Negation;
import io.brink.activation.Expression.Power;
import io.brink.activation.Expression.Product;
import io.brink.activation.Expression.Quotient;
import io.brink.activation.Expression.Sum;
import io.brink.activation.Expression.Variable;

/**
 * One-sided limits of an expression and its first two derivatives at a point where it may have a
 * kink.
 *
 * @param value limit of φ
 * @param derivative limit of φ′, ±∞ at an algebraic singularity
 * @param secondDerivative limit of φ″
 * @param beside φ at the probe: a point close by on the side meant, which decides the branch of
 *     each kinked function
 */
record OneSidedJet(double value, double derivative, double secondDerivative, double beside) {

  private static final double INFINITE = 1e20;

  /** The jet at {@code x} from the side on which {@code probe} lies. */
  static OneSidedJet of(Expression expression, double x, double probe) {
    return switch (expression) {
      case Variable() -> new OneSidedJet(x, 1, 0, probe);
      case Constant(double value) -> new OneSidedJet(value, 0, 0, value);
      case Negation(Expression operand) -> of(operand, x, probe).scaled(-1);
      case Sum(Expression left, Expression right) -> of(left, x, probe).plus(of(right, x, probe));
      case Difference(Expression left, Expression right) ->
          of(left, x, probe).plus(of(right, x, probe).scaled(-1));
      case Product(Expression left, Expression right) ->
          of(left, x, probe).times(of(right, x, probe));
      case Quotient(Expression left, Expression right) ->
          of(left, x, probe).over(of(right, x, probe));
      case Power(Expression base, Constant(double exponent)) -> of(base, x, probe).power(exponent);
      case Power(Expression base, Expression exponent) ->
          of(base, x, probe).power(of(exponent, x, probe));
      case Maximum(Expression left, Expression right) -> {
        OneSidedJet a = of(left, x, probe);
        OneSidedJet b = of(right, x, probe);
        yield b.beside > a.beside ? b : a;
      }
      case Minimum(Expression left, Expression right) -> {
        OneSidedJet a = of(left, x, probe);
        OneSidedJet b = of(right, x, probe);
        yield b.beside < a.beside ? b : a;
      }
      case Application(Activation function, Expression argument) ->
          of(argument, x, probe).through(function);
    };
  }

  private OneSidedJet scaled(double factor) {
    return new OneSidedJet(
        factor * value, factor * derivative, factor * secondDerivative, factor * beside);
  }

  private OneSidedJet plus(OneSidedJet b) {
    return new OneSidedJet(
        value + b.value,
        derivative + b.derivative,
        secondDerivative + b.secondDerivative,
        beside + b.beside);
  }

  private OneSidedJet times(OneSidedJet b) {
    return new OneSidedJet(
        value * b.value,
        product(derivative, b.value) + product(value, b.derivative),
        product(secondDerivative, b.value)
            + 2 * product(derivative, b.derivative)
            + product(value, b.secondDerivative),
        beside * b.beside);
  }

  private OneSidedJet over(OneSidedJet b) {
    double q = value / b.value;
    double q1 = (derivative - product(q, b.derivative)) / b.value;
    double q2 =
        (secondDerivative - 2 * product(q1, b.derivative) - product(q, b.secondDerivative))
            / b.value;
    return new OneSidedJet(q, q1, q2, beside / b.beside);
  }

  private OneSidedJet power(double exponent) {
    double f1 = exponent == 0 ? 0 : exponent * Math.pow(value, exponent - 1);
    double factor = exponent * (exponent - 1);
    double f2 = factor == 0 ? 0 : factor * Math.pow(value, exponent - 2);
    return chain(Math.pow(value, exponent), f1, f2, Math.pow(beside, exponent));
  }

  private OneSidedJet power(OneSidedJet b) {
    double result = Math.pow(value, b.value);
    OneSidedJet logarithm =
        new OneSidedJet(value, derivative, secondDerivative, beside)
            .chain(Math.log(value), 1 / value, -1 / (value * value), Math.log(beside));
    OneSidedJet g = logarithm.times(b);
    return g.chain(result, result, result, Math.pow(beside, b.beside));
  }

  /** f of this jet, where this jet may lie on a breakpoint of f. */
  private OneSidedJet through(Activation f) {
    double besideValue = f.value(beside);
    double scale = Math.max(Math.abs(value), Math.abs(beside));
    for (Breakpoint b : f.breakpoints()) {
      double k = b.location();
      // The probe moves the argument by its slope times 10⁻⁷; rounding moves it by far less.
      boolean on = Math.abs(value - k) <= 1e-11 * (1 + scale);
      if (on && beside != k) {
        boolean above = beside > k;
        double near = above ? Math.nextUp(k) : Math.nextDown(k);
        double f1 = above ? f.derivative(k) : f.derivative(near);
        double f2 = above ? f.secondDerivative(k) : f.secondDerivative(near);
        // exactly the limit where f is continuous: a power may magnify the least difference from 0
        double limit = f.value(b.valueJump() == 0 ? k : near);
        return chain(limit, infinite(f1), infinite(f2), besideValue);
      }
    }
    return chain(
        f.value(value),
        infinite(f.derivative(value)),
        infinite(f.secondDerivative(value)),
        besideValue);
  }

  private static double infinite(double limit) {
    return Math.abs(limit) > INFINITE ? Math.copySign(Double.POSITIVE_INFINITY, limit) : limit;
  }

  private OneSidedJet chain(double f, double f1, double f2, double besideValue) {
    return new OneSidedJet(
        f,
        product(f1, derivative),
        product(f2, derivative * derivative) + product(f1, secondDerivative),
        besideValue);
  }

  private static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }
}
