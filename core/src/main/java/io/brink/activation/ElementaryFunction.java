package io.brink.activation;

import io.brink.internal.special.ErrorFunction;

/** The functions of expressions that are not activations by themselves. */
enum ElementaryFunction implements Activation {
  LOG("log") {
    @Override
    public double value(double x) {
      return Math.log(x);
    }

    @Override
    public double derivative(double x) {
      return 1 / x;
    }

    @Override
    public double secondDerivative(double x) {
      return -1 / (x * x);
    }
  },
  LOG1P("log1p") {
    @Override
    public double value(double x) {
      return Math.log1p(x);
    }

    @Override
    public double derivative(double x) {
      return 1 / (1 + x);
    }

    @Override
    public double secondDerivative(double x) {
      return -1 / ((1 + x) * (1 + x));
    }
  },
  EXPM1("expm1") {
    @Override
    public double value(double x) {
      return Math.expm1(x);
    }

    @Override
    public double derivative(double x) {
      return Math.exp(x);
    }

    @Override
    public double secondDerivative(double x) {
      return Math.exp(x);
    }
  },
  SQRT("sqrt") {
    @Override
    public double value(double x) {
      return Math.sqrt(x);
    }

    @Override
    public double derivative(double x) {
      return 0.5 / Math.sqrt(x);
    }

    @Override
    public double secondDerivative(double x) {
      return -0.25 / (x * Math.sqrt(x));
    }
  },
  TAN("tan") {
    @Override
    public double value(double x) {
      return Math.tan(x);
    }

    @Override
    public double derivative(double x) {
      double c = Math.cos(x);
      return 1 / (c * c);
    }

    @Override
    public double secondDerivative(double x) {
      double c = Math.cos(x);
      return 2 * Math.tan(x) / (c * c);
    }
  },
  SINH("sinh") {
    @Override
    public double value(double x) {
      return Math.sinh(x);
    }

    @Override
    public double derivative(double x) {
      return Math.cosh(x);
    }

    @Override
    public double secondDerivative(double x) {
      return Math.sinh(x);
    }
  },
  COSH("cosh") {
    @Override
    public double value(double x) {
      return Math.cosh(x);
    }

    @Override
    public double derivative(double x) {
      return Math.sinh(x);
    }

    @Override
    public double secondDerivative(double x) {
      return Math.cosh(x);
    }
  },
  ERFC("erfc") {
    @Override
    public double value(double x) {
      return ErrorFunction.erfc(x);
    }

    @Override
    public double derivative(double x) {
      return -1.1283791670955126 * ErrorFunction.gaussian(x);
    }

    @Override
    public double secondDerivative(double x) {
      return 2.2567583341910251 * x * ErrorFunction.gaussian(x);
    }
  };

  private final String function;

  ElementaryFunction(String function) {
    this.function = function;
  }

  @Override
  public String toString() {
    return function;
  }

  @Override
  public Growth growth() {
    return switch (this) {
      case LOG, LOG1P, SQRT -> new Growth.Polynomial(1);
      case EXPM1, TAN, SINH, COSH -> new Growth.Exponential(1);
      case ERFC -> new Growth.Bounded(2);
    };
  }
}
