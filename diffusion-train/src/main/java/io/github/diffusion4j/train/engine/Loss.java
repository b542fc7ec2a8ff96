package io.github.diffusion4j.train.engine;

import ai.djl.ndarray.NDArray;

/** How far outputs are from their targets: the number that training makes small. */
public interface Loss {
  /** Of a denoiser: the mean over rows of weight times mean squared error. */
  Loss SQUARED =
      (output, target, weight) ->
          output.sub(target).square().mean(new int[] {1}).mul(weight).mean();

  /**
   * The loss of a batch.
   *
   * @param output n x any
   * @param target n x as many as this loss looks at
   * @param weight n
   * @return one number
   */
  NDArray of(NDArray output, NDArray target, NDArray weight);
}
