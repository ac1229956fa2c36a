package io.brink.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {

  private static final double[] POINTS = {-8.3, -3.1, -1.7, -0.6, -0.2, 0.15, 0.9, 1.6, 2.9, 7.4};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tanh(x)                                        | tanh",
        "x*sigmoid(1.702*x)                             | swish(1.702)",
        "x/(1+exp(-x))                                  | swish",
        "x*erfc(-x/sqrt(2))/2                           | gelu",
        "x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))      | gelu_tanh",
        "x*tanh(softplus(x))                            | mish",
        "x*tanh(log(1+exp(x)))                          | mish",
        "x/(1+abs(x))                                   | softsign",
        "(sqrt(x^2+1)-1)/2+x                            | bentid",
        "max(x, 0.1*x)                                  | leaky_relu(0.1)",
        "relu(x) - 0.1*relu(-x)                         | leaky_relu(0.1)",
        "min(max(x,-1),1)                               | hard_tanh",
        "0.5*(abs(x+1) - abs(x-1))                      | hard_tanh",
        "x*min(max(x+3,0),6)/6                          | hard_swish",
        "exp(-x^2)                                      | gaussian",
        "e^(-x*x)                                       | gaussian",
        "2^(x/log(2)*log(e))                            | exp",
        "(x^5-10*x^3+15*x)/sqrt(120)                    | hermite(5)",
        "log(x+sqrt(1+x^2))                             | asinh",
        "max(0,x)+min(0,2*expm1(x/2))                   | celu(2)",
        "elu(x, 0.5)                                    | elu(0.5)",
        "relu(x)^2.5                                    | alpha_relu(2.5)",
        "cos(x)                                         | cos",
        "sin(x+pi/2)                                    | cos",
      })
  void derivativesAndKinksAgreeWithTheBuiltIn(String line) {
    String[] parts = line.split("\\|");
    compare(Activations.parse(parts[0].strip()), Activations.parse(parts[1].strip()));
  }

  private static void compare(Activation expression, Activation builtIn) {
    int n = POINTS.length;
    double[][] a = new double[3][n];
    double[][] b = new double[3][n];
    expression.evaluate(n, POINTS, a[0], a[1], a[2]);
    builtIn.evaluate(n, POINTS, b[0], b[1], b[2]);
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < n; i++) {
        assertThat(a[k][i])
            .as("derivative %d at %s", k, POINTS[i])
            .isCloseTo(b[k][i], within(2e-13 * (1 + Math.abs(b[k][i]))));
      }
    }
    for (int i = 0; i < n; i++) {
      assertThat(expression.derivative(POINTS[i])).isEqualTo(a[1][i]);
      assertThat(expression.secondDerivative(POINTS[i])).isEqualTo(a[2][i]);
    }
    List<Breakpoint> found = expression.breakpoints();
    List<Breakpoint> expected = builtIn.breakpoints();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      Breakpoint f = found.get(i);
      Breakpoint e = expected.get(i);
      assertThat(f.location()).isCloseTo(e.location(), within(1e-15));
      assertThat(f.valueJump()).isCloseTo(e.valueJump(), within(1e-12));
      assertThat(f.derivativeJump()).isCloseTo(e.derivativeJump(), within(1e-12));
      assertThat(f.secondDerivativeJump()).isCloseTo(e.secondDerivativeJump(), within(1e-12));
    }
    assertThat(expression.parity()).isIn(builtIn.parity(), Parity.NONE);
  }

  @Test
  void longArraysAreEvaluatedInBlocks() {
    Activation activation = Activations.parse("x*sigmoid(1.702*x) + abs(x-0.25)");
    double[] x = new Random(1).doubles(1000, -5, 5).toArray();
    x[700] = 0.25;
    double[][] all = new double[3][x.length];
    activation.evaluate(x.length, x, all[0], all[1], all[2]);
    for (int i = 0; i < x.length; i++) {
      assertThat(all[0][i]).isCloseTo(activation.value(x[i]), within(4e-15));
      assertThat(all[1][i]).isEqualTo(activation.derivative(x[i]));
      assertThat(all[2][i]).isEqualTo(activation.secondDerivative(x[i]));
    }
  }

  @Test
  void kinksAreFoundWhereArgumentsCross() {
    Activation activation = Activations.parse("abs(x^3 - 2*x + 0.5)");
    double[] expected = {-1.5256871208655185, 0.25865202250415276, 1.2670350983613659};
    assertThat(activation.breakpoints()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      Breakpoint b = activation.breakpoints().get(i);
      double r = expected[i];
      assertThat(b.location()).isCloseTo(r, within(4e-16));
      assertThat(b.derivativeJump()).isCloseTo(2 * Math.abs(3 * r * r - 2), within(1e-13));
      assertThat(Math.abs(b.secondDerivativeJump())).isCloseTo(12 * Math.abs(r), within(1e-13));
    }
    assertThat(Activations.parse("relu(2*x-3)").breakpoints())
        .containsExactly(Breakpoint.kink(1.5, 2));
    assertThat(Activations.parse("step(x-1)*x").breakpoints())
        .containsExactly(new Breakpoint(1, 1, 1, 0));
    assertThat(Activations.parse("relu(relu(x))").breakpoints())
        .containsExactly(Breakpoint.kink(0, 1));
    assertThat(Activations.parse("sqrt(x^2)").breakpoints()).containsExactly(Breakpoint.kink(0, 2));
    assertThat(Activations.parse("hard_tanh(1-x)").breakpoints())
        .containsExactly(Breakpoint.kink(0, -1), Breakpoint.kink(2, 1));
  }

  @Test
  void smoothPointsAreNotBreakpoints() {
    assertThat(Activations.parse("abs(x)*abs(x)").breakpoints()).isEmpty();
    assertThat(Activations.parse("abs(exp(x))").breakpoints()).isEmpty();
    assertThat(Activations.parse("relu(x)-relu(-x)").breakpoints()).isEmpty();
    assertThat(Activations.parse("max(x^2, -1)").breakpoints()).isEmpty();
  }

  @Test
  void aJumpOfTheThirdDerivativeIsABreakpointWithoutJumps() {
    assertThat(Activations.parse("relu(x)^3").breakpoints())
        .containsExactly(new Breakpoint(0, 0, 0, 0));
  }

  @Test
  void algebraicSingularitiesHaveInfiniteJumps() {
    Breakpoint root = Activations.parse("sqrt(abs(x))").breakpoints().getFirst();
    assertThat(root.location()).isZero();
    assertThat(root.derivativeJump()).isInfinite().isPositive();
    assertThat(Activations.parse("sqrt(abs(x))").secondDerivative(0)).isNotNaN();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tanh(2*x)+1        | Bounded",
        "x*sigmoid(x)       | 1",
        "softplus(x)        | 1",
        "log1p(x^2)         | 1",
        "x^3-x              | 3",
        "abs(x)^1.5         | 2",
        "exp(2*x)           | Exponential",
        "x*exp(-x^2)        | Bounded",
      })
  void growthIsBoundedFromAbove(String expression, String expected) {
    switch (Activations.parse(expression).growth()) {
      case Growth.Bounded _ -> assertThat(expected).isEqualTo("Bounded");
      case Growth.Polynomial(double degree) -> assertThat(expected).isEqualTo("" + (int) degree);
      case Growth.Exponential(double rate) -> {
        assertThat(expected).isEqualTo("Exponential");
        assertThat(rate).isBetween(2.0, 2.5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "-x^2",
        "(-x)^2",
        "2^-x",
        "x-(1-x)",
        "x/(2*x+7e3)",
        "x*-2",
        "-(x+1)",
        "--x",
        "1-x-1",
        "2^x^2*0.001",
        "(x^2)^2",
        "max(x, 0, min(1, x))",
        "leaky_relu(x, 0.3)",
        "hard_tanh(x)+shtanh(x, 2, 3)",
        "selu(-x)*1e-9",
        "monomial(x, 4)",
      })
  void theNameParsesBackToAnEqualActivation(String text) {
    Activation activation = Activations.parse(text);
    Activation again = Activations.parse(activation.name());
    assertThat(again).isEqualTo(activation).hasSameHashCodeAs(activation);
    assertThat(again.name()).isEqualTo(activation.name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x*          | unexpected end of expression, expected a number, x, a function or '(', "
            + "at position 3 of 'x*'",
        "while(1)    | unknown function 'while' at position 1 of 'while(1)'",
        "x+tnah(x)   | unknown function 'tnah', did you mean 'tanh'?, at position 3 of 'x+tnah(x)'",
        "2*y         | unknown name 'y' (the variable is x)",
        "2*tanh      | 'tanh' needs an argument, as in tanh(x), at position 3",
        "(x          | unexpected end of expression, expected ')', at position 3 of '(x'",
        "x)          | unexpected ')', expected an operator, at position 2 of 'x)'",
        "x x         | unexpected 'x', expected an operator, at position 3",
        "x;exit()    | unexpected ';'",
        "tanh(x,1)   | tanh takes no parameters, got 1 values, at position 1",
        "elu(x,x)    | a parameter of elu must be a number at position 7",
        "max(x)      | max takes two or more arguments",
        "x/0         | division by zero",
        ".           | '.' is not a number at position 1",
        "1e999*x     | the number 1e999 is too large",
        "log(x)      | an activation must be finite on the real line, but it is -Infinity at x = 0",
        "1/x         | an activation must be finite on the real line, but it is Infinity at x = 0",
        "sqrt(x)     | an activation must be finite on the real line, but it is NaN at x = -0.001",
        "x^0.5       | an activation must be finite",
        "sin(x)/x    | an activation must be finite on the real line, but it is NaN at x = 0",
        "sinh(x)/cosh(x) | an activation must be finite on the real line, but it is NaN at x = 855",
        "(-2)^x      | the derivatives cannot be computed at x = 0",
        "$           | unexpected '$'",
      })
  void mistakesAreExplainedInOneLineWithTheirPlace(String text, String message) {
    assertThatThrownBy(() -> Activations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith(message)
        .doesNotContain("\n");
  }

  @Test
  void hostileInputIsRefusedWithoutExhaustingTheStack() {
    assertThatThrownBy(() -> Activations.parse("(".repeat(1900) + "x"))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("levels of nesting");
    assertThatThrownBy(() -> Activations.parse("-".repeat(1900) + "x"))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> Activations.parse("2^".repeat(900) + "x"))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> Activations.parse("x+".repeat(100_000) + "x"))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> Activations.parse("shaped(".repeat(280) + "x"))
        .isInstanceOf(IllegalArgumentException.class);
    char[] sum = new char[1999];
    Arrays.fill(sum, '+');
    for (int i = 0; i < sum.length; i += 2) {
      sum[i] = 'x';
    }
    assertThat(Activations.parse(new String(sum)).value(1)).isEqualTo(1000);
  }

  /** Powers at 0: which derivative is infinite, also where both sides go to the same infinity. */
  @ParameterizedTest
  @CsvSource({
    "sqrt(abs(x)), Infinity, -Infinity",
    "sign(x)*abs(x)^0.9, Infinity, -Infinity",
    "relu(x)^0.7, Infinity, -Infinity",
    "x*abs(x)^0.3, 0, Infinity",
    "abs(x)^1.5, 0, Infinity",
    "abs(tanh(x))^1.5, 0, Infinity",
    "max(x;0)^1.5, 0, Infinity",
    "x*abs(x), 0, 4",
    "x*abs(x)^1.3, 0, 0",
    "abs(x)^2.3, 0, 0",
    "x*abs(x)^1.95, 0, 0",
    "abs(x)^3, 0, 0"
  })
  void fractionalPowersAreSingular(String text, double derivativeJump, double secondJump) {
    Activation activation = Activations.parse(text.replace(';', ','));
    assertThat(activation.breakpoints())
        .containsExactly(new Breakpoint(0, 0, derivativeJump, secondJump));
    assertThat(activation.value(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abs(x)^4*x", "abs(x)^4", "abs(x)^2", "x*tanh(x)*abs(x)^2"})
  void evenPowersOfTheModulusAreSmooth(String text) {
    assertThat(Activations.parse(text).breakpoints()).isEmpty();
  }

  @Test
  void whatOverflowsFarOutMayBeDividedByANumber() {
    Activation quotient = Activations.parse("sinh(x)/5");
    assertThat(quotient.value(2)).isEqualTo(Math.sinh(2) / 5);
    assertThat(quotient.derivative(2)).isCloseTo(Math.cosh(2) / 5, within(1e-15));
    assertThat(quotient.secondDerivative(1000)).isInfinite();
  }
}
