package io.brink.spectrum;

/**
 * A complex number.
 *
 * @param re real part
 * @param im imaginary part
 */
record Complex(double re, double im) {

  static final Complex ONE = new Complex(1, 0);

  static Complex real(double re) {
    return new Complex(re, 0);
  }

  Complex plus(Complex other) {
    return new Complex(re + other.re, im + other.im);
  }

  Complex plus(double other) {
    return new Complex(re + other, im);
  }

  Complex minus(Complex other) {
    return new Complex(re - other.re, im - other.im);
  }

  Complex times(Complex other) {
    return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
  }

  Complex times(double factor) {
    return new Complex(factor * re, factor * im);
  }

  Complex inverse() {
    // scaled, so that squares of tiny or huge parts stay in range
    double scale = Math.max(Math.abs(re), Math.abs(im));
    double a = re / scale;
    double b = im / scale;
    double norm = (a * a + b * b) * scale;
    return new Complex(a / norm, -b / norm);
  }

  Complex over(Complex other) {
    return times(other.inverse());
  }

  double abs() {
    return Math.hypot(re, im);
  }

  /** The argument, in (−π, π]. */
  double argument() {
    return Math.atan2(im, re);
  }

  /** The principal logarithm. */
  Complex log() {
    return new Complex(Math.log(abs()), argument());
  }

  Complex exp() {
    double e = Math.exp(re);
    return new Complex(e * Math.cos(im), e * Math.sin(im));
  }

  /** e^x − 1, accurate also next to 0. */
  Complex expm1() {
    double e = Math.expm1(re);
    double half = Math.sin(0.5 * im);
    return new Complex(e * Math.cos(im) - 2 * half * half, (e + 1) * Math.sin(im));
  }
}
