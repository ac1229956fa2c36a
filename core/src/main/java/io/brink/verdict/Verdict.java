package io.brink.verdict;

import java.util.Comparator;
import java.util.List;

/**
 * A grade with its reasons.
 *
 * @param diagnosis what it rests on
 * @param grade the worst grade of any finding
 * @param findings what each rule that applies says, the most serious first, by grade and load
 */
public record Verdict(Diagnosis diagnosis, Grade grade, List<Finding> findings) {

  /** Copies the list. */
  public Verdict {
    findings = List.copyOf(findings);
  }

  /** Judges a network by the rules of the package essay. */
  public static Verdict of(Diagnosis diagnosis) {
    List<Finding> findings =
        Rules.apply(diagnosis).stream()
            .sorted(
                Comparator.comparing(Finding::grade).thenComparingDouble(Finding::load).reversed())
            .toList();
    Grade grade = findings.stream().map(Finding::grade).reduce(Grade.TRAINS, (a, b) -> a.worse(b));
    return new Verdict(diagnosis, grade, findings);
  }

  /** The findings that led to the grade; where nothing is wrong, all of them. */
  public List<Finding> reasons() {
    return grade == Grade.TRAINS
        ? findings
        : findings.stream().filter(finding -> finding.grade() != Grade.TRAINS).toList();
  }

  /** The other findings. */
  public List<Finding> remarks() {
    return grade == Grade.TRAINS
        ? List.of()
        : findings.stream().filter(finding -> finding.grade() == Grade.TRAINS).toList();
  }

  /** How near the network is to a limit, the largest load of a finding: 1 and more is beyond it. */
  public double load() {
    return findings.stream().mapToDouble(Finding::load).max().orElse(0);
  }
}
