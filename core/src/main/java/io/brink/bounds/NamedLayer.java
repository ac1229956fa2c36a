package io.brink.bounds;

/**
 * A layer of a chain.
 *
 * @param name the node that makes it nonlinear: an activation or the sum of a residual block
 * @param layer its map of correlations, with the weights behind it
 */
public record NamedLayer(String name, CorrelationLayer layer) {}
