/** Roots of functions of one variable. Not part of the public interface. */
package io.brink.internal.solve;
