/**
 * Reports as one HTML file that needs nothing else: no network, no server, no other file.
 *
 * <p>{@link io.brink.report.html.HtmlRenderer} writes the blocks of a report in the order of
 * reading, as headings, paragraphs and tables, and each chart as its description in JSON. The page
 * carries {@code report.js}, which draws the descriptions, and {@code plot.js}, which is the part
 * of Observable Plot that it needs; {@code report/src/main/web/bundle} writes that one from npm,
 * and it is kept in the repository, with the versions and licences in its head, so that a build
 * needs no node. Light and dark follow the reader's machine and can be switched. Hovering names the
 * nearest point; a click on a name in a legend hides its series and shows it again; arrow keys lead
 * from point to point and from series to series. Every chart is told in words for readers who do
 * not see it ({@code ChartSummary}). Paper is always white.
 *
 * <p>Descriptions are thinned as pictures are ({@link io.brink.report.chart.Thinning}) and long
 * tables cut to their first rows, so that a page stays small whatever it reports.
 */
package io.brink.report.html;
