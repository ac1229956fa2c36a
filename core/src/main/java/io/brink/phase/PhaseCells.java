package io.brink.phase;

/** The figures of a diagram, one array each; an index counts biases first. */
final class PhaseCells {

  final LengthFate[] fate;
  final Phase[] phase;
  final double[] length;
  final double[] lengthSlope;
  final double[] chi1;
  final double[] gap;
  final double[] correlationSlope;

  PhaseCells(int size) {
    fate = new LengthFate[size];
    phase = new Phase[size];
    length = new double[size];
    lengthSlope = new double[size];
    chi1 = new double[size];
    gap = new double[size];
    correlationSlope = new double[size];
  }

  /** A cell at a fixed length. */
  void fix(int index, FixedPhase fixed, LengthFate kind) {
    fate[index] = kind;
    phase[index] = fixed.phase();
    length[index] = fixed.length().preactivationVariance();
    lengthSlope[index] = fixed.length().slope();
    chi1[index] = fixed.chi1();
    gap[index] = fixed.correlationGap();
    correlationSlope[index] = fixed.correlationSlope();
  }

  /** A cell without one. */
  void escape(int index, LengthFate kind, double chi1Limit) {
    fate[index] = kind;
    length[index] = kind == LengthFate.GROWING ? Double.POSITIVE_INFINITY : 0;
    chi1[index] = chi1Limit;
  }
}
