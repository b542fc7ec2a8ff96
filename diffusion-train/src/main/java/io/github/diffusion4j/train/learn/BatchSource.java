package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.train.engine.Batch;

/** Where the batches of a training come from. */
public interface BatchSource {
  /**
   * The batch of the step after {@code now}: what has been seen decides what comes.
   *
   * @param seed of what is drawn
   */
  Batch training(int rows, long seed, Progress now);

  /** How many examples are held out. */
  int heldOut();

  /** Consecutive held-out examples, always alike. */
  Batch heldOut(int from, int to, long seed);
}
