package io.brink.bench.accuracy;

import io.brink.activation.Activations;
import io.brink.expectation.Estimate;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Both kernels of every activation, closed form and quadrature, against the references. */
final class KernelAccuracy {

  /** What is compared. */
  private enum Quantity {
    VARIANCE("V, the q map"),
    VARIANCE_DERIVATIVE("dV/dq"),
    DERIVATIVE_VARIANCE("E φ′²"),
    COVARIANCE("W, the C map"),
    DERIVATIVE_COVARIANCE("E φ′φ′, its slope"),
    GAP("V − W");

    private final String label;

    Quantity(String label) {
      this.label = label;
    }
  }

  /** Largest errors of one kernel. */
  private static final class Worst {
    private final Map<Quantity, Double> errors = new EnumMap<>(Quantity.class);
    private double share;
  }

  /**
   * A reference has at least 16 digits, and its own arithmetic a mantissa of 64 bits: so much of an
   * error may be the reference's.
   */
  private static final double REFERENCE = 4e-16;

  private final References references;
  private final Map<String, Worst> closed = new TreeMap<>();
  private final Map<String, Worst> quadrature = new TreeMap<>();
  private int figures;

  KernelAccuracy(References references) {
    this.references = references;
  }

  void write(Markdown page) {
    for (String file : List.of("golden1d.json", "kernel1d_extended.json")) {
      references.byActivation(file).forEach(this::oneInput);
    }
    for (String file : List.of("golden2d.json", "kernel2d_extended.json")) {
      references.byActivation(file).forEach(this::twoInputs);
    }
    references.byActivation("gaps.json").forEach(this::gap);
    page.paragraph("## Gaussian moments");
    page.paragraph(
        "Largest errors over "
            + figures
            + " reference figures: preactivation variances q from 10⁻⁶ to 10⁴, correlations from −1"
            + " to 1, gaps 1 − c from 10⁻² to 10⁻³⁰⁰. The q map is V(q) = E φ(√q z)², the C map"
            + " W(q₁, q₂, c) = E φ(x)φ(y). Where a cell has two figures the first is of the closed"
            + " form, the second of the quadrature that all other activations use. Errors are"
            + " relative: of W and E φ′φ′ to the Cauchy–Schwarz bound on them, of dV/dq to the sum"
            + " of the sizes of its parts, of the rest to the figure itself. A reference may itself"
            + " be off by 4·10⁻¹⁶.");
    page.paragraph(
        "The last column is the largest ratio of an error, less what may be the reference's, to"
            + " the bound that Brink states with the figure; above 1 the bound would be wrong.");
    List<String> header = new ArrayList<>(List.of("activation"));
    for (Quantity quantity : Quantity.values()) {
      header.add(quantity.label);
    }
    header.add("of its bound");
    List<List<String>> rows = new ArrayList<>();
    for (String name : quadrature.keySet()) {
      List<String> row = new ArrayList<>(List.of("`" + name + "`"));
      for (Quantity quantity : Quantity.values()) {
        row.add(both(cell(closed.get(name), quantity), cell(quadrature.get(name), quantity)));
      }
      row.add(both(share(closed.get(name)), share(quadrature.get(name))));
      rows.add(row);
    }
    page.table(header, rows);
  }

  private static String both(String first, String second) {
    return first.isEmpty() ? (second.isEmpty() ? "–" : second) : first + " / " + second;
  }

  private static String cell(Worst worst, Quantity quantity) {
    return worst == null || !worst.errors.containsKey(quantity)
        ? ""
        : Markdown.error(worst.errors.get(quantity));
  }

  private static String share(Worst worst) {
    return worst == null ? "" : String.format(java.util.Locale.ROOT, "%.2f", worst.share);
  }

  private void oneInput(References.Row row) {
    double q = row.number("q");
    double v = row.number("V");
    double slope = row.has("E_dphi2") ? row.number("E_dphi2") : 0;
    compare(row, Quantity.VARIANCE, "V", v, k -> k.variance(q));
    compare(
        row,
        Quantity.VARIANCE_DERIVATIVE,
        "dV_dq",
        v / q + Math.sqrt(v * slope / q),
        k -> k.varianceDerivative(q));
    compare(row, Quantity.DERIVATIVE_VARIANCE, "E_dphi2", slope, k -> k.derivativeVariance(q));
  }

  private void twoInputs(References.Row row) {
    double q1 = row.number("q1");
    double q2 = row.number("q2");
    double c = row.number("c");
    Correlation correlation = Correlation.ofValue(c);
    Kernel kernel = Kernel.of(Activations.parse(row.activation()));
    double size = Math.sqrt(kernel.variance(q1).value()) * Math.sqrt(kernel.variance(q2).value());
    compare(row, Quantity.COVARIANCE, "K", size, k -> k.covariance(q1, q2, correlation));
    if (Math.abs(c) < 1) {
      double slopes =
          Math.sqrt(kernel.derivativeVariance(q1).value())
              * Math.sqrt(kernel.derivativeVariance(q2).value());
      compare(
          row,
          Quantity.DERIVATIVE_COVARIANCE,
          "K_dphi",
          slopes < Double.POSITIVE_INFINITY ? slopes : 0,
          k -> k.derivativeCovariance(q1, q2, correlation));
    }
  }

  private void gap(References.Row row) {
    Correlation correlation = Correlation.ofGap(row.number("one_minus_c"));
    compare(row, Quantity.GAP, "gap", row.number("gap"), k -> k.gap(row.number("q"), correlation));
  }

  private interface Computation {
    Estimate of(Kernel kernel);
  }

  private void compare(
      References.Row row, Quantity quantity, String field, double size, Computation computation) {
    if (!row.has(field)) {
      return;
    }
    figures++;
    Kernel numeric = Kernel.quadrature(Activations.parse(row.activation()));
    Kernel best = Kernel.of(Activations.parse(row.activation()));
    note(quadrature, row, quantity, field, size, computation.of(numeric));
    if (best.getClass() != numeric.getClass()) {
      note(closed, row, quantity, field, size, computation.of(best));
    }
  }

  private static void note(
      Map<String, Worst> table,
      References.Row row,
      Quantity quantity,
      String field,
      double size,
      Estimate found) {
    Worst worst = table.computeIfAbsent(row.activation(), _ -> new Worst());
    double exact = Math.abs(row.number(field));
    double error = row.error(field, found.value());
    double scale = Math.max(exact, size);
    worst.errors.merge(quantity, scale == 0 ? 0 : error / scale, Math::max);
    double excess = Math.max(0, error - REFERENCE * exact - 1e-3 * REFERENCE * scale);
    if (excess > 0) {
      worst.share = Math.max(worst.share, excess / found.errorBound());
    }
  }
}
