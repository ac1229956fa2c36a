/** Figures of Yang &amp; Schoenholz 2017, Mean Field Residual Networks: On the Edge of Chaos. */
package io.brink.reproduction.res;
