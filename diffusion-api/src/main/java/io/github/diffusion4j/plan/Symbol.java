package io.github.diffusion4j.plan;

/** What a formula may name. Stages are counted from 0 over the whole plan. */
sealed interface Symbol {

  /** The stage that makes it; -1 where that is the start, or no stage. */
  int stage();

  /** A state, by its version. Version 0 is what the sampling starts with. */
  record State(int version) implements Symbol {
    @Override
    public int stage() {
      return -1;
    }
  }

  /** The clean sample predicted in a stage, after thresholding. */
  record X0(int stage) implements Symbol {}

  /** The noise as predicted in a stage. */
  record Epsilon(int stage) implements Symbol {}

  /** The N(0, 1) draw at the end of a stage; that of stage -1 goes into the start. */
  record Noise(int stage) implements Symbol {}
}
