/**
 * Charts as data, apart from how they are drawn.
 *
 * <p>A {@link io.brink.report.chart.Chart} has two axes and an ordered list of {@link
 * io.brink.report.chart.Layer}s, the first at the back. A layer is one mark: a line, a band, points
 * with error bars, a histogram, stems, a heat map, contours, tinted regions, a guide. The charts of
 * the field are combinations of them:
 *
 * <ul>
 *   <li>phase diagram: regions (two pastel phases), contours of the depth scale, a strong line for
 *       the edge of chaos;
 *   <li>correlation map: lines and the quiet identity; with a path between them, a cobweb;
 *   <li>theory and simulation: a band and a line for the prediction, then points or a band in the
 *       same ink for what was simulated;
 *   <li>density of singular values: a histogram of samples, a line for the limit, stems for its
 *       point masses.
 * </ul>
 *
 * <p>Values that cannot be drawn, NaN and infinities, and on a logarithmic axis what is not
 * positive, interrupt a line; a chart never fails for its data. No layer chooses a colour: it says
 * by its {@link io.brink.report.chart.Ink} which role it plays, and the renderer has the palettes.
 *
 * <p>Labels are plain text in which {@code _} and {@code ^} lower and raise the next character, or
 * the next group in braces: {@code σ_w²}, {@code χ_{w,l}}, {@code 10^{-3}}.
 */
package io.brink.report.chart;
