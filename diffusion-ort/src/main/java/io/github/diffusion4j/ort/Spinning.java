package io.github.diffusion4j.ort;

/**
 * What the threads of a model do between two pieces of work.
 *
 * <p>Measured on 2 cores ({@code samples/bench}, threads and spinning): sleeping threads make a
 * busy loop up to 1.8 times slower, since waking one costs as much as a small operator. Spinning
 * for 50 us gives that back and costs 2 % of a core where a UNet of 1 ms is evaluated every 20 ms;
 * ONNX Runtime's own default burns a whole core there.
 */
public enum Spinning {
  /** They sleep: for an application that does much else. */
  NEVER,

  /** They spin for up to 50 us, then sleep. */
  BRIEFLY
}
