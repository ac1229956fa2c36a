package io.brink.reproduction.gallery;

import java.util.List;

/**
 * What is kept of a reproduced figure for the index.
 *
 * @param figure its name
 * @param folder of its files, beside the index
 * @param title what it shows
 * @param paper its paper
 * @param effort of the reproduction
 * @param seed of its random numbers
 * @param seconds it took, processor time of the thread
 * @param charts keys of its charts
 * @param tables keys of its tables
 * @param claims what came of its claims
 * @param remarks on it
 * @param failure why it could not be reproduced at all; empty otherwise
 */
record Summary(
    String figure,
    String folder,
    String title,
    String paper,
    String effort,
    long seed,
    double seconds,
    List<String> charts,
    List<String> tables,
    List<Line> claims,
    List<String> remarks,
    String failure) {

  /** One claim in words. */
  record Line(
      String statement,
      boolean holds,
      String measured,
      String expected,
      String excess,
      String method) {}

  long reproduced() {
    return claims.stream().filter(Line::holds).count();
  }
}
