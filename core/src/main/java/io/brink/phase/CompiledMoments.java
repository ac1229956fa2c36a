package io.brink.phase;

import io.brink.kernel.Kernel;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Chebyshev polynomials in ln q on panels of width ln 2, compiled when first asked for.
 *
 * <p>A Gaussian moment ∫ f(x) e^{−x²/2q} dx/√(2πq) is analytic for |arg q| &lt; π/2 whatever f is,
 * so that in ln q it is analytic in a strip of half-width π/2 or more: on a panel of half-width
 * 0.35 the coefficients fall by a factor of at least 9 each, and 16 of them leave rounding only. A
 * panel where they do not, because a moment overflows or is infinite, asks the kernel.
 */
final class CompiledMoments implements LengthMoments {

  private static final int SIZE = 16;
  private static final int MOMENTS = 3;
  private static final double WIDTH = Math.log(2);
  private static final double START = Math.log(SMALLEST);
  private static final int PANELS = (int) Math.ceil((Math.log(LARGEST) - START) / WIDTH);
  private static final double UNRESOLVED = 1e-13;
  private static final double[] NODES = new double[SIZE];
  private static final double[][] COSINES = new double[SIZE][SIZE];

  static {
    for (int j = 0; j < SIZE; j++) {
      NODES[j] = Math.cos(Math.PI * (j + 0.5) / SIZE);
      for (int k = 0; k < SIZE; k++) {
        COSINES[k][j] = Math.cos(Math.PI * ((k * (2 * j + 1)) % (4 * SIZE)) / (2.0 * SIZE));
      }
    }
  }

  private final LengthMoments direct;
  private final AtomicReferenceArray<Panel> panels = new AtomicReferenceArray<>(PANELS);
  private final Object[] locks = new Object[PANELS];

  /**
   * One panel.
   *
   * @param coefficients of each moment; null where it is not resolved
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Panel(double[][] coefficients) {}

  CompiledMoments(Kernel kernel) {
    this.direct = new KernelMoments(kernel);
    for (int i = 0; i < PANELS; i++) {
      locks[i] = new Object();
    }
  }

  @Override
  public void at(double q, double[] out) {
    double place = (Math.log(q) - START) / WIDTH;
    int index = Math.max(0, Math.min(PANELS - 1, (int) place));
    double x = 2 * (place - index) - 1;
    double[][] coefficients = panel(index).coefficients;
    if (coefficients == null) {
      direct.at(q, out);
      return;
    }
    for (int m = 0; m < MOMENTS; m++) {
      out[m] = value(coefficients[m], x);
    }
  }

  private Panel panel(int index) {
    Panel panel = panels.get(index);
    if (panel == null) {
      synchronized (locks[index]) {
        panel = panels.get(index);
        if (panel == null) {
          panel = compile(index);
          panels.set(index, panel);
        }
      }
    }
    return panel;
  }

  private Panel compile(int index) {
    double[][] samples = new double[MOMENTS][SIZE];
    double[] moments = new double[MOMENTS];
    for (int j = 0; j < SIZE; j++) {
      direct.at(Math.exp(START + WIDTH * (index + 0.5 * (1 + NODES[j]))), moments);
      for (int m = 0; m < MOMENTS; m++) {
        samples[m][j] = moments[m];
      }
    }
    double[][] coefficients = new double[MOMENTS][];
    for (int m = 0; m < MOMENTS; m++) {
      boolean constant = true;
      for (double sample : samples[m]) {
        constant &= sample == samples[m][0];
      }
      if (constant) {
        coefficients[m] = new double[] {samples[m][0]};
        continue;
      }
      coefficients[m] = interpolate(samples[m]);
      // dV/dq may pass through 0: its size is that of V/q.
      double size =
          m == VARIANCE_DERIVATIVE
              ? samples[VARIANCE][0] / Math.exp(START + WIDTH * index)
              : Math.abs(coefficients[m][0]);
      double tail =
          Math.max(Math.abs(coefficients[m][SIZE - 1]), Math.abs(coefficients[m][SIZE - 2]));
      if (!(tail <= UNRESOLVED * size)) {
        return new Panel(null);
      }
    }
    return new Panel(coefficients);
  }

  private static double[] interpolate(double[] samples) {
    double[] a = new double[SIZE];
    for (int k = 0; k < SIZE; k++) {
      double sum = 0;
      for (int j = 0; j < SIZE; j++) {
        sum += samples[j] * COSINES[k][j];
      }
      a[k] = sum * (k == 0 ? 1.0 : 2.0) / SIZE;
    }
    return a;
  }

  /** Clenshaw's recurrence. */
  private static double value(double[] a, double x) {
    double two = x + x;
    double b1 = 0;
    double b2 = 0;
    for (int k = a.length - 1; k >= 1; k--) {
      double b = Math.fma(two, b1, a[k] - b2);
      b2 = b1;
      b1 = b;
    }
    return Math.fma(x, b1, a[0] - b2);
  }
}
