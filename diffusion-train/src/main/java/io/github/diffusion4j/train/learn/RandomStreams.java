package io.github.diffusion4j.train.learn;

import java.util.SplittableRandom;

/**
 * The randomness of training by key: what is drawn for a purpose at a step depends on the seed, the
 * purpose and the step alone. So a run that was interrupted goes on as if it had not been.
 */
public enum RandomStreams {
  ORDER(1),
  TIME(2),
  CONTEXT(3),
  NOISE(4),
  HELD_OUT_TIME(5),
  HELD_OUT_NOISE(6),
  DROPOUT(7),
  AUGMENTATION(8),
  QUESTION_CONTEXT(9),
  QUESTION_NOISE(10),
  QUESTION_RENOISE(11),
  LATENT_NOISE(12),
  PART(13);

  private final int number;

  RandomStreams(int number) {
    this.number = number;
  }

  /** A stream of its own. */
  public SplittableRandom stream(long seed, long step) {
    return new SplittableRandom(key(seed, step));
  }

  /** A seed for the noise of a step. */
  public long key(long seed, long step) {
    return mix(mix(mix(seed) + number) + step);
  }

  /** The finalizer of MurmurHash3 with the golden gamma, as in SplittableRandom. */
  private static long mix(long z) {
    z += 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
