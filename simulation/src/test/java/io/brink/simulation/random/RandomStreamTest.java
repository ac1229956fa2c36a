package io.brink.simulation.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  /**
   * 2²⁰ numbers: moments 1 to 4, tails, correlation of neighbours and of the two halves of a pair.
   * Each limit is 5 standard errors: 8 statistics fail falsely with probability 5·10⁻⁶.
   */
  @Test
  void numbersAreNormal() {
    int n = 1 << 20;
    double[] z = new double[n];
    RandomStream.of(1, 2, 3).normals(z, n);
    double[] sums = new double[8];
    for (int i = 0; i < n; i++) {
      double square = z[i] * z[i];
      sums[0] += z[i];
      sums[1] += square - 1;
      sums[2] += z[i] * square;
      sums[3] += square * square - 3;
      sums[4] += Math.abs(z[i]) > 3 ? 1 : 0;
      sums[5] += i == 0 ? 0 : z[i] * z[i - 1];
      sums[6] += i < 8 ? 0 : z[i] * z[i - 8];
      sums[7] += i < 8 ? 0 : (square - 1) * (z[i - 8] * z[i - 8] - 1);
    }
    double[] deviations = {1, Math.sqrt(2), Math.sqrt(15), Math.sqrt(96), 0.05189, 1, 1, 2};
    sums[4] -= n * 0.0026997960632601866;
    for (int i = 0; i < sums.length; i++) {
      assertThat(sums[i] / Math.sqrt(n)).as("%s", i).isCloseTo(0, within(5 * deviations[i]));
    }
  }

  @Test
  void streamsAreNamed() {
    Set<Double> seen = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (long network = 0; network < 10; network++) {
        for (long node = 0; node < 10; node++) {
          double[] z = new double[3];
          RandomStream.of(seed, network, node).normals(z, 3);
          seen.add(z[2]);
          double[] again = new double[3];
          RandomStream.of(seed, network, node).normals(again, 3);
          assertThat(again).containsExactly(z);
        }
      }
    }
    assertThat(seen).hasSize(1000);
  }

  @Test
  void uniformsLieInTheOpenInterval() {
    double[] u = new double[100_003];
    RandomStream.of(5).uniforms(u, u.length);
    double sum = 0;
    for (double x : u) {
      assertThat(x).isStrictlyBetween(0.0, 1.0);
      sum += x;
    }
    assertThat(sum / u.length).isCloseTo(0.5, within(5 * Math.sqrt(1.0 / 12 / u.length)));
  }
}
