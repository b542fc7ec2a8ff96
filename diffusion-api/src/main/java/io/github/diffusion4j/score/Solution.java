package io.github.diffusion4j.score;

import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/**
 * Where the probability-flow ODE led.
 *
 * @param values one row per sample
 * @param evaluations of the network for each sample, those of refused steps included
 */
public record Solution(Tensor values, List<Integer> evaluations) {

  /**
   * Copies the list.
   *
   * @param values one row per sample
   * @param evaluations of the network for each sample
   */
  public Solution {
    evaluations = List.copyOf(evaluations);
  }
}
