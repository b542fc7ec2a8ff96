package io.github.diffusion4j.tensor;

/**
 * Gaussian noise by key: the same (seed, draw) gives the same values whatever was asked before.
 *
 * <p>A sample of a generation owns one seed: sample i of seed s is sample 0 of seed s + i. Draw 0
 * is its start noise; the draws of the sampler follow from 1, so the start does not depend on
 * sampler or steps. Implementations are thread-safe.
 */
@FunctionalInterface
public interface NoiseSource {

  /** The draw that starts a sample. */
  int START = 0;

  /**
   * Fills part of an array with independent N(0, 1) values.
   *
   * @param seed of the sample; every long is good
   * @param draw which tensor of that sample, from 0
   * @param target the array to write to
   * @param offset the first index written
   * @param length how many values are written; value i of a draw does not depend on it
   */
  void fill(long seed, int draw, float[] target, int offset, int length);

  /**
   * The source every pipeline uses: Philox 4x32-10 counters through the inverse normal
   * distribution, portable to the bit.
   *
   * @return a stateless source
   */
  static NoiseSource gaussian() {
    return Philox.INSTANCE;
  }
}
