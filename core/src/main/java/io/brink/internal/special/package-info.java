/**
 * Scalar special functions that the JDK lacks, each with its method and its relative accuracy,
 * tested against figures of 25 or more digits on both sides of every switch of method. Not part of
 * the public interface. Vectorised forms of the same functions live in {@code
 * io.brink.internal.simd} and share the coefficients found here.
 */
package io.brink.internal.special;
