package io.github.diffusion4j;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Called after every evaluation of a generation: in the generating thread, which waits for it; or,
 * in a {@link BatchScheduler}, by its callback executor while sampling goes on, in the order of the
 * steps. What it throws ends the generation.
 */
@FunctionalInterface
public interface GenerationListener {

  /**
   * An evaluation is done and mixed in.
   *
   * @param step what there is to see
   */
  void onStep(Step step);

  /**
   * The state after an evaluation. The tensors are the loop's own: read or copy them, do not change
   * or keep them.
   *
   * @param index of the evaluation, from 0
   * @param count of evaluations
   * @param firstSample index of the batch's first sample in the whole request
   * @param level at which the network was evaluated
   * @param x the samples now
   * @param x0 the clean samples as the network predicted them, after thresholding
   */
  record Step(int index, int count, int firstSample, Level level, Tensor x, Tensor x0) {}
}
