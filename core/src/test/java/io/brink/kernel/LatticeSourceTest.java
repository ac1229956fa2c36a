package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatticeSourceTest {

  /** Odd, even and neither; along all three ways to sum. */
  @ParameterizedTest
  @CsvSource({
    "tanh, 1",
    "tanh, 100",
    "mish, 4",
    "mish, 100",
    "gelu, 100",
    "gaussian, 50",
    "atan, 30"
  })
  void curvatureIsThatOfTheKernel(String name, double q) {
    Activation activation = Activations.parse(name);
    Kernel kernel = Kernel.quadrature(activation);
    double variance = kernel.variance(q).value();
    MapSource direct = MapSource.of(kernel, q, variance);
    double bends = kernel.secondDerivativeVariance(q).value();
    double largest = q * (q / variance) * bends;
    MapSource lattice =
        LatticeSource.of(activation, q, variance, direct.slope(0).value(), bends).orElseThrow();
    for (double angle = 0.003; angle < Math.PI; angle += 0.05) {
      double expected = direct.curvature(angle).value();
      assertThat(lattice.curvature(angle).value())
          .as("%s at %s, angle %s", name, q, angle)
          .isCloseTo(expected, within(1e-12 * Math.abs(expected) + 1e-15 * largest));
    }
  }
}
