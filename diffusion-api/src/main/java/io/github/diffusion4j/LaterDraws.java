package io.github.diffusion4j;

import io.github.diffusion4j.tensor.NoiseSource;

/**
 * The draws of a source where some were used up, as by the encoding of an image.
 *
 * @param source of all draws
 * @param from the first draw that was used up
 * @param used how many are
 */
record LaterDraws(NoiseSource source, int from, int used) implements NoiseSource {

  @Override
  public void fill(long seed, int draw, float[] target, int offset, int length) {
    source.fill(seed, draw < from ? draw : draw + used, target, offset, length);
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
