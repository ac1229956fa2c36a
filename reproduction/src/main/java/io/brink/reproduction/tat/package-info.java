/**
 * Figures of Zhang, Botev &amp; Martens 2022, Deep Learning without Shortcuts: Shaping the Kernel
 * with Tailored Rectifiers.
 */
package io.brink.reproduction.tat;
