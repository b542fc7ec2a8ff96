package io.github.diffusion4j.golden;

import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which stages of a plan are which recorded call of the reference.
 *
 * @param ends the last stage of each call
 * @param draws by the number of a draw in the plan, its number in the reference, which counts draws
 *     of weight zero, too
 */
record Calls(List<Integer> ends, Map<Integer, Integer> draws) {

  /**
   * Goes through the stages.
   *
   * @param stages how many stages a call is
   * @param consumed how many draws the reference consumed in each call; null where that is not
   *     recorded, and is then taken to be what the plan draws
   * @throws IllegalArgumentException if the plan draws where the reference does not
   */
  static Calls of(Plan plan, IntUnaryOperator stages, int @Nullable [] consumed) {
    List<Integer> ends = new ArrayList<>();
    Map<Integer, Integer> draws = new HashMap<>();
    int stage = 0;
    int before = 0;
    for (int call = 0; stage < plan.stages().size(); call++) {
      int count = Math.min(stages.applyAsInt(call), plan.stages().size() - stage);
      int available =
          consumed == null
              ? drawn(plan, stage, count)
              : call < consumed.length ? consumed[call] : 0;
      for (int used = 0, k = 0; k < count; k++) {
        int draw = plan.stages().get(stage++).draw();
        if (draw != Stage.NO_DRAW) {
          if (used == available) {
            throw new IllegalArgumentException(
                "call %d: the plan draws noise, the reference %d times".formatted(call, available));
          }
          draws.put(draw, before + used++);
        }
      }
      before += available;
      ends.add(stage - 1);
    }
    return new Calls(List.copyOf(ends), Map.copyOf(draws));
  }

  private static int drawn(Plan plan, int first, int count) {
    return (int)
        plan.stages().subList(first, first + count).stream()
            .filter(stage -> stage.draw() != Stage.NO_DRAW)
            .count();
  }
}
