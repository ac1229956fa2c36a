/**
 * What a command answers, apart from how it is written down.
 *
 * <p>A command computes one {@link io.brink.report.Report}: an ordered list of blocks (sentences,
 * facts, tables, listings), each with a key for programs and a title or label for readers. A
 * renderer is one class with one exhaustive {@code switch} over {@link io.brink.report.Block}:
 * {@link io.brink.report.TextRenderer} prints aligned tables for people, {@link
 * io.brink.report.JsonRenderer} the same figures for programs, {@link io.brink.report.CsvRenderer}
 * its tables. Another form of output is another renderer; no command knows of it.
 *
 * <p>Two conventions hold everywhere. An empty key leaves an element out of the output for
 * programs, an empty title or label leaves it out of the text for readers; {@link
 * io.brink.report.Block.ForPrograms} and {@link io.brink.report.Block.ForReaders} do the same for
 * whole blocks; {@link io.brink.report.Block.ForTerminals} and {@link
 * io.brink.report.Block.ForPages} part the readers. And a figure is a {@link
 * io.brink.report.Value}, never a formatted string, so that each renderer can decide how many of
 * its digits mean something.
 *
 * <p>A {@link io.brink.report.Value.Course} is how a figure runs from layer to layer: a sparkline
 * for readers, all figures for programs.
 *
 * <h2>How a command gets a chart</h2>
 *
 * Add a {@link io.brink.report.Block.Picture} of a {@link io.brink.report.chart.Chart}; {@code
 * --png}, {@code --svg} and {@code --html} follow. The first picture is what {@code --png FILE}
 * draws into FILE. {@link io.brink.report.Block.Picture#drawnBy} computes it only where somebody
 * looks; what the chart means goes behind it as a sentence for pages.
 */
package io.brink.report;
