package io.brink.propagation;

/**
 * A place where mean-field theory does not cover the network as it stands, and what was computed
 * instead.
 *
 * @param node index of the node whose moments are the first to be approximate
 * @param name name of that node
 * @param reason one sentence: what does not hold, and what was assumed
 */
public record Approximation(int node, String name, String reason) {}
