package io.github.diffusion4j.train.compile;

import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * An evaluation of a plan, and the noise that is added after it.
 *
 * @param evaluation of the network, and the mix that follows
 * @param added noise before the next evaluation
 */
record Round(Stage.Evaluate evaluation, List<Stage.AddNoise> added) {

  /** The rounds of a plan. */
  static List<Round> of(Plan plan) {
    List<Round> rounds = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      if (stage.known() != null) {
        throw new IllegalArgumentException(
            plan.sampler() + ": a plan that keeps known values does not compile; inpaint with it");
      }
      if (stage instanceof Stage.Evaluate evaluate) {
        rounds.add(new Round(evaluate, new ArrayList<>()));
      } else if (stage instanceof Stage.AddNoise noise && !rounds.isEmpty()) {
        rounds.get(rounds.size() - 1).added().add(noise);
      } else {
        throw new IllegalArgumentException(
            plan.sampler()
                + (stage instanceof Stage.Langevin
                    ? ": its steps depend on the data and are in no plan; take another sampler"
                    : ": it adds noise before the first evaluation; take another sampler"));
      }
    }
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException(plan.sampler() + ": a plan without an evaluation");
    }
    return rounds;
  }

  /** The numbers of its noise draws. */
  List<Integer> draws() {
    List<Integer> draws = new ArrayList<>();
    draws.add(evaluation.draw());
    added.forEach(noise -> draws.add(noise.draw()));
    draws.removeIf(draw -> draw == Stage.NO_DRAW);
    return draws;
  }
}
