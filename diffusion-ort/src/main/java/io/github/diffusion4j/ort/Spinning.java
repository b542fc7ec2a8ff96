package io.github.diffusion4j.ort;

/**
 * What the threads of a model do between two pieces of work.
 *
 * <p>On 2 cores, a UNet of 0.3 ms evaluated every 20 ms: a whole core is burnt by ONNX Runtime's
 * own default, 12 % of one by {@link #BRIEFLY}, 5 % by {@link #NEVER}. A thread that spins answers
 * a quarter sooner while the machine is idle, and makes evaluations two to four times slower while
 * others want its cores.
 */
public enum Spinning {
  /** They sleep: kind to an application that does other things too. */
  NEVER,

  /** They spin for up to a millisecond, then sleep: for a machine that does little else. */
  BRIEFLY
}
