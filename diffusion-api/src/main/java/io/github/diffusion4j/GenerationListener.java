package io.github.diffusion4j;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Latent;

/** Looks on while samples are made; called in the generating thread, after every evaluation. */
@FunctionalInterface
public interface GenerationListener {

  /**
   * An evaluation is done and mixed in.
   *
   * @param step what there is to see
   */
  void onStep(Step step);

  /**
   * The state after an evaluation. The tensors are the loop's own: look, copy, do not change, do
   * not keep.
   *
   * @param index of the evaluation, from 0
   * @param count of evaluations
   * @param firstSample index of the batch's first sample in the whole request
   * @param level at which the network was evaluated
   * @param x the samples now
   * @param x0 the clean samples as the network predicted them, after shaping
   */
  record Step(int index, int count, int firstSample, Level level, Latent x, Latent x0) {}
}
