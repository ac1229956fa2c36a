package io.brink.network;

import java.util.List;

/**
 * One operation of a network.
 *
 * @param index position in the topological order, from 0
 * @param name unique within the network, used in every message and result
 * @param operation what is computed
 * @param inputs indices of the nodes it reads, each smaller than {@code index}, in order
 * @param shape shape of its output
 */
public record Node(
    int index, String name, Operation operation, List<Integer> inputs, Shape shape) {}
