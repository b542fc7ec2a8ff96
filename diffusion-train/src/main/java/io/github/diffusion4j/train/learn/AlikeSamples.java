package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.SplittableRandom;

/**
 * Samples that all have one context, such as those that a model drew of a class.
 *
 * @param values a row per sample
 * @param context of each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AlikeSamples(Tensor values, float[] context) implements CleanSamples {
  @Override
  public int size() {
    return values.rows();
  }

  @Override
  public Shape shape() {
    return values.shape();
  }

  @Override
  public int contextSize() {
    return context.length;
  }

  @Override
  public void drawSample(
      int index, SplittableRandom changes, float[] x, int at, float[] target, int contextAt) {
    copySample(index, x, at);
  }

  @Override
  public void drawContext(int index, SplittableRandom choices, float[] target, int at) {
    copyContext(index, target, at);
  }

  @Override
  public void copySample(int index, float[] x, int at) {
    int size = shape().size();
    System.arraycopy(values.data(), index * size, x, at, size);
  }

  @Override
  public void copyContext(int index, float[] target, int at) {
    System.arraycopy(context, 0, target, at, context.length);
  }
}
