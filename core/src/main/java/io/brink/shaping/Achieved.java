package io.brink.shaping;

/**
 * What a shaped activation and its network achieve, each figure evaluated anew from the finished
 * activation and not taken from the solver. Q and C are the local maps at q = 1 (for the edge of
 * chaos, at q*, in units of q*).
 *
 * @param q1 Q(1)
 * @param qSlope1 Q′(1)
 * @param c0 C(0)
 * @param slope1 C′(1)
 * @param curvature1 C″(1); +∞ where φ̂′ jumps
 * @param networkC0 C_f(0), over the target
 * @param networkSlope1 C_f′(1), over the target
 * @param networkCurvature1 C_f″(1), over the target
 */
public record Achieved(
    double q1,
    double qSlope1,
    double c0,
    double slope1,
    double curvature1,
    double networkC0,
    double networkSlope1,
    double networkCurvature1) {}
