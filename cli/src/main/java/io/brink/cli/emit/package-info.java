/**
 * Activations as source code for PyTorch, JAX, Keras and Java.
 *
 * <p>A formula is written once, in a neutral notation: arithmetic that all four languages read
 * alike, with {@code @name(...)} for the functions that each of them calls by another name ({@link
 * io.brink.cli.emit.Formulas}). A {@link io.brink.cli.emit.Framework} replaces these by its own
 * names; what Java lacks is printed with the snippet. The formulas are those of the core, so that a
 * test can compile each Java snippet and compare it with the activation that it was made from.
 */
package io.brink.cli.emit;
