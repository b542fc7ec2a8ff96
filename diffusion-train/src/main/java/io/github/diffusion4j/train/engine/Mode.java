package io.github.diffusion4j.train.engine;

/** What a network is run for. */
public enum Mode {
  /** Dropout drops. */
  TRAIN,
  /** The same input gives the same output. */
  EVALUATE
}
