/**
 * Charts as pictures, PNG and SVG, drawn by JFreeChart.
 *
 * <p>{@link io.brink.report.drawing.ChartPictures} is all that others see. Every class here needs
 * AWT, which takes a fifth of a second to load and is loaded by nothing else: a command that draws
 * nothing pays nothing. It runs headless; fonts come from the machine.
 *
 * <p>Colours: series have those of Okabe and Ito, which people with any colour vision tell apart,
 * in an order that keeps neighbours different in lightness too; values have viridis. From the ninth
 * series on the colours begin anew with other strokes. Nothing is told by colour alone: see {@link
 * io.brink.report.chart.Dress}. {@link io.brink.report.drawing.Palette} has a light and a dark
 * variant.
 *
 * <p>SVG is written by Apache Batik; labels with indices are outlines there, the others text.
 */
package io.brink.report.drawing;
