package io.brink.activation;

import java.util.OptionalDouble;

/**
 * A parameter of a built-in activation.
 *
 * @param name its name in {@code elu(alpha=1)}
 * @param defaultValue the value taken if it is left out; empty if it must be given
 * @param domain allowed values
 */
public record Parameter(String name, OptionalDouble defaultValue, ParameterDomain domain) {}
