package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.tensor.Shape;
import java.util.SplittableRandom;

/** What a denoiser learns from: samples without noise, each with a context. */
public interface CleanSamples {
  /** How many there are. */
  int size();

  /** The shape of each. */
  Shape shape();

  /** Context values a sample, those included that tell how it was changed. */
  int contextSize();

  /**
   * Writes a sample as training shows it.
   *
   * @param index from 0
   * @param changes decides how it is changed; a fixed number of draws is taken from it
   * @param x receives it at {@code at}
   * @param context receives at {@code contextAt} what tells of the change; all else stays
   */
  void drawSample(
      int index, SplittableRandom changes, float[] x, int at, float[] context, int contextAt);

  /**
   * Writes one of its contexts.
   *
   * @param index from 0
   * @param choices decides which
   * @param context receives it
   * @param at the first index written
   */
  void drawContext(int index, SplittableRandom choices, float[] context, int at);

  /** Writes a sample as it is. */
  void copySample(int index, float[] x, int at);

  /** Writes its own context. */
  void copyContext(int index, float[] context, int at);
}
