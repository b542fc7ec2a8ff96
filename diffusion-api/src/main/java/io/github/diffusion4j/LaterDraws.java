package io.github.diffusion4j;

import io.github.diffusion4j.tensor.NoiseSource;

/**
 * The draws of a source from a number on, where the ones before it were used up, as by the encoding
 * of an image.
 *
 * @param source of all draws
 * @param used how many are used up
 */
record LaterDraws(NoiseSource source, int used) implements NoiseSource {

  @Override
  public void fill(long seed, int draw, float[] target, int offset, int length) {
    source.fill(seed, draw + used, target, offset, length);
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
