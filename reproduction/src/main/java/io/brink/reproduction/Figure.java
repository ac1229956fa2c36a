package io.brink.reproduction;

import io.brink.report.Fact;
import java.util.List;

/** A figure of a paper that can be recomputed; see the package on how to add one. */
public interface Figure {

  /** Paper and label. */
  FigureName name();

  /** What it shows, one line. */
  String title();

  /** The paper's parameters, with keys for programs and labels for readers. */
  List<Fact> parameters();

  /** Computes data, charts and claims; equal settings give equal results. */
  Reproduction reproduce(Setting setting);
}
