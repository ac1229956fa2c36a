/**
 * The one place that knows of SIMD: elementary functions over arrays behind {@link
 * io.brink.internal.simd.VectorMath}, by the Vector API (module jdk.incubator.vector) or, where the
 * JVM runs without that module, by a scalar reference. The choice is made once, at class load.
 *
 * <p>No other package imports the incubator module. The built-in activations do their algebra in
 * plain loops around these functions, which the compiler vectorises by itself.
 */
package io.brink.internal.simd;
