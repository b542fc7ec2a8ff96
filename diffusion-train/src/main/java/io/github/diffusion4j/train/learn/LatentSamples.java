package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.TokenStates;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Latents with captions. In training a latent is drawn from its posterior, and one of the captions:
 * the image's own every other time.
 *
 * @param shape of the latents
 * @param latents means, then deviations
 * @param captions of each, at least one
 * @param tokens their states
 */
public record LatentSamples(
    Shape shape, List<float[]> latents, List<List<String>> captions, TokenStates tokens)
    implements CleanSamples {
  @Override
  public int size() {
    return latents.size();
  }

  @Override
  public int contextSize() {
    return tokens.contextSize();
  }

  @Override
  public void drawSample(
      int index, SplittableRandom changes, float[] x, int at, float[] context, int contextAt) {
    float[] latent = latents.get(index);
    int size = shape.size();
    NoiseSource.gaussian().fill(changes.nextLong(), 0, x, at, size);
    for (int i = 0; i < size; i++) {
      x[at + i] = latent[i] + latent[size + i] * x[at + i];
    }
  }

  @Override
  public void drawContext(int index, SplittableRandom choices, float[] context, int at) {
    List<String> all = captions.get(index);
    int choice = choices.nextInt(2 * all.size());
    tokens.copy(all.get(choice < all.size() ? 0 : choice - all.size()), context, at);
  }

  @Override
  public void copySample(int index, float[] x, int at) {
    System.arraycopy(latents.get(index), 0, x, at, shape.size());
  }

  @Override
  public void copyContext(int index, float[] context, int at) {
    tokens.copy(captions.get(index).get(0), context, at);
  }
}
