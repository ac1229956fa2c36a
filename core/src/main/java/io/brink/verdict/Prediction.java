package io.brink.verdict;

/**
 * What a network would be after a change: figures of the same diagnosis of the changed network.
 *
 * @param grade its grade
 * @param load how near it is to a limit
 * @param orthogonalGap 1 − c of two orthogonal inputs at the output
 * @param logGradientRatio ln of the squared gradient of the first layer over that of the last
 * @param logVariance ln q at the output
 * @param largestDeviation max |C_f(c) − c|
 * @param expressivity ln s at the output
 */
public record Prediction(
    Grade grade,
    double load,
    double orthogonalGap,
    double logGradientRatio,
    double logVariance,
    double largestDeviation,
    double expressivity) {

  /** The figures of a verdict. */
  public static Prediction of(Verdict verdict) {
    Evidence evidence = verdict.diagnosis().evidence();
    return new Prediction(
        verdict.grade(),
        verdict.load(),
        evidence.orthogonal().output(),
        evidence.logGradientRatio(),
        evidence.output().logVariance(),
        evidence.linearity().largestDeviation(),
        evidence.expressivity());
  }
}
