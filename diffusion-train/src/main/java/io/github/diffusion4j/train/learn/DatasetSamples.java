package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.Augmentation;
import io.github.diffusion4j.train.data.Dataset;
import java.util.SplittableRandom;

/**
 * The pictures of a data set with their labels; behind them is told how a picture was augmented.
 *
 * @param data the pictures
 * @param augmentation how they are changed
 */
public record DatasetSamples(Dataset data, Augmentation augmentation) implements CleanSamples {
  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Shape shape() {
    return data.shape();
  }

  @Override
  public int contextSize() {
    return data.labels().size() + augmentation.size();
  }

  /** What was changed stays told where labels are dropped. */
  @Override
  public void drawSample(
      int index, SplittableRandom changes, float[] x, int at, float[] context, int contextAt) {
    copySample(index, x, at);
    augmentation.apply(data.shape(), x, at, changes, context, contextAt + data.labels().size());
  }

  @Override
  public void drawContext(int index, SplittableRandom choices, float[] context, int at) {
    copyContext(index, context, at);
  }

  @Override
  public void copySample(int index, float[] x, int at) {
    data.example(index).copyImage(x, at);
  }

  @Override
  public void copyContext(int index, float[] context, int at) {
    data.example(index).copyContext(context, at);
  }
}
