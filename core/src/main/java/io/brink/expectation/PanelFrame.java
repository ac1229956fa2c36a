package io.brink.expectation;

/**
 * The geometry of {@link PanelPlane} at one angle.
 *
 * @param cos of θ/2
 * @param sin of θ/2
 * @param reflected whether π − θ takes the place of θ, and g(−y) that of g
 */
record PanelFrame(double cos, double sin, boolean reflected, ScaledMesh meshF, ScaledMesh meshG) {}
