package io.brink.phase;

/** C(c) = W(q,q,c)/V(q) of φ at one q, as the search for a fixed correlation needs it. */
interface NormalisedMap {

  /** 1 − C(cos θ). */
  double gap(double angle);

  /** dC/dc at c = cos θ. */
  double slope(double angle);
}
