/**
 * All figures together: a folder of pages, data and pictures, with an index of thumbnails and a
 * table of every claim.
 *
 * <p>Each figure is done by itself, and what it came to is written last, as {@code summary.json} in
 * its own folder; a run that was cut off leaves the figures that it finished, and the next one goes
 * on with the others ({@link io.brink.reproduction.gallery.Gallery}). A figure that fails is listed
 * with its reason and does not stop the rest. The same summaries give the index as a page, and the
 * gallery of record as Markdown with small pictures alone.
 */
package io.brink.reproduction.gallery;
