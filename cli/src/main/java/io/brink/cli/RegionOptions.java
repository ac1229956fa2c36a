package io.brink.cli;

import io.brink.linearregion.AnnealingSchedule;
import io.brink.linearregion.LinearRegionFamily;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code brink shape} that only the method linear-region takes. */
final class RegionOptions {

  private static final int EPOCHS = 80;

  @Option(
      names = "--correlation-tolerance",
      paramLabel = "T",
      converter = FiniteNumber.class,
      description =
          "linear-region: largest change of a correlation over the depth, in [1e-6, 1)"
              + " (default: 0.5).")
  private Double correlationTolerance;

  @Option(
      names = "--spread-tolerance",
      paramLabel = "S",
      converter = FiniteNumber.class,
      description =
          "linear-region: largest variance of the squared singular values of the Jacobian with"
              + " orthogonal weights, at least 1e-6 (default: 1).")
  private Double spreadTolerance;

  @Option(
      names = "--anneal-to",
      paramLabel = "A",
      converter = FiniteNumber.class,
      description =
          "linear-region: list a schedule that lowers the half-width to this during training.")
  private Double annealTo;

  @Option(
      names = "--anneal-epochs",
      paramLabel = "N",
      description = "linear-region: number of epochs of that schedule (default: 80).")
  private Integer annealEpochs;

  double correlationTolerance() {
    return Objects.requireNonNullElse(correlationTolerance, 0.5);
  }

  double spreadTolerance() {
    return Objects.requireNonNullElse(spreadTolerance, 1.0);
  }

  /** The schedule that is asked for, from a designed half-width. */
  Optional<AnnealingSchedule> schedule(double halfWidth) {
    if (annealTo == null) {
      return Optional.empty();
    }
    if (annealTo > halfWidth) {
      throw new IllegalArgumentException(
          "--anneal-to is at most the designed half-width, " + halfWidth + ", got " + annealTo);
    }
    return Optional.of(
        new AnnealingSchedule(
            halfWidth,
            annealTo,
            Objects.requireNonNullElse(annealEpochs, EPOCHS),
            AnnealingSchedule.Law.LINEAR));
  }

  /** Checks what can be checked before a half-width is designed. */
  void check(LinearRegionFamily family) {
    if (annealTo == null) {
      if (annealEpochs != null) {
        throw new IllegalArgumentException(
            "--anneal-epochs needs --anneal-to, the half-width at the end");
      }
      return;
    }
    if (!(annealTo > 0 && annealTo >= family.smallestHalfWidth())) {
      throw new IllegalArgumentException(
          "--anneal-to is above 0 and at least "
              + family.smallestHalfWidth()
              + " for "
              + family.name()
              + ", got "
              + annealTo);
    }
    if (annealEpochs != null && annealEpochs < 1) {
      throw new IllegalArgumentException("--anneal-epochs is at least 1, got " + annealEpochs);
    }
  }

  /** Says so if another method is given one of these options. */
  void refuse() {
    if (correlationTolerance != null
        || spreadTolerance != null
        || annealTo != null
        || annealEpochs != null) {
      throw new IllegalArgumentException(
          "--correlation-tolerance, --spread-tolerance, --anneal-to and --anneal-epochs are for"
              + " --method linear-region");
    }
  }
}
