package io.brink.shaping;

import io.brink.shaping.ShapingOutcome.BudgetExhausted;
import io.brink.shaping.ShapingOutcome.Infeasible;
import java.util.List;

/** What the solver alone finds, before anything is proved: the parameters of the activation. */
public sealed interface LocalOutcome {

  /**
   * The conditions have solutions.
   *
   * @param targets the local conditions
   * @param solutions every distinct solution, by increasing predicted kernel error
   */
  record Solved(LocalTargets targets, List<ShapingSolution> solutions) implements LocalOutcome {
    /** Copies the list. */
    public Solved {
      solutions = List.copyOf(solutions);
    }
  }

  /** They have none. */
  record Unsolvable(Infeasible outcome) implements LocalOutcome {}

  /** The search did not decide. */
  record Undecided(BudgetExhausted outcome) implements LocalOutcome {}
}
