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
 * whole blocks. And a figure is a {@link io.brink.report.Value}, never a formatted string, so that
 * each renderer can decide how many of its digits mean something.
 */
package io.brink.report;
