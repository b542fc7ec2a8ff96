package io.github.diffusion4j.ort;

/**
 * What the threads of a model do between two pieces of work.
 *
 * <p>Measured with a UNet of 1 ms on 2 cores ({@code samples/bench}): sleeping threads make a busy
 * loop 1.2 to 1.6 times slower, since waking one costs as much as a small operator. Spinning for 50
 * us gives all of that back and costs 2 % of a core where the network is evaluated every 20 ms;
 * ONNX Runtime's own default burns a whole core there. Where others want all cores, a single
 * caller's evaluation is 1.5 times slower with threads that spin, those of several callers hardly.
 */
public enum Spinning {
  /** They sleep: for an application that keeps its cores busy with other things. */
  NEVER,

  /** They spin for up to 50 us, then sleep. */
  BRIEFLY
}
