package io.brink.report;

import java.io.Writer;

/** Writes reports down in one form. */
public interface Renderer {

  /** Writes the whole report, ending with a line end; the writer stays open. */
  void render(Report report, Writer out);
}
