package io.brink.shaping;

import java.util.List;
import java.util.Optional;

/** What became of a request to shape a network. */
public sealed interface ShapingOutcome {

  /**
   * Every condition holds, with a residual of at most 10⁻¹² in the proof.
   *
   * @param network the network with the best solution
   * @param solutions every distinct solution found, by increasing predicted kernel error; the first
   *     is used
   * @param proof the evidence for the first
   */
  record Converged(ShapedNetwork network, List<ShapingSolution> solutions, Proof proof)
      implements ShapingOutcome {
    /** Copies the list. */
    public Converged {
      solutions = List.copyOf(solutions);
    }

    /** The best solution. */
    public ShapingSolution best() {
      return solutions.getFirst();
    }
  }

  /**
   * The conditions have no solution.
   *
   * @param reason one sentence
   * @param nearest the nearest target that can be reached, if there is one
   */
  record Infeasible(String reason, Optional<NearestTarget> nearest) implements ShapingOutcome {}

  /**
   * The search ended without a solution, and without a reason why there is none.
   *
   * @param bestResidual the smallest residual seen, the largest over the conditions
   * @param evaluations number of evaluations of the moments of the activation
   */
  record BudgetExhausted(double bestResidual, int evaluations) implements ShapingOutcome {}
}
