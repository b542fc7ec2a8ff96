package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Latent;
import java.util.ArrayList;
import java.util.List;

/**
 * A denoiser with {@link Guidance}, on raw output: one evaluation of a larger batch, in which the
 * guided rows stand a second time, with the context they move away from.
 *
 * <p>The prediction is as large as x; what a row of raw output holds beyond it is a learned
 * variance, and stays as the context gave it.
 */
record GuidedDenoiser(Denoiser denoiser, Guidance guidance) implements Denoiser {

  @Override
  public void evaluate(Latent x, List<Level> levels, List<ContextVector> contexts, Latent raw) {
    List<Integer> guided = new ArrayList<>();
    for (int row = 0; row < x.rows(); row++) {
      if (guidance.guides(levels.get(row), contexts.get(row))) {
        guided.add(row);
      }
    }
    if (guided.isEmpty()) {
      denoiser.evaluate(x, levels, contexts, raw);
      return;
    }
    int rows = x.rows() + guided.size();
    Latent allX = Latent.zeros(rows, x.shape());
    Latent allRaw = Latent.zeros(rows, raw.shape());
    List<Level> allLevels = new ArrayList<>(levels);
    List<ContextVector> allContexts = new ArrayList<>(contexts);
    System.arraycopy(x.data(), 0, allX.data(), 0, x.data().length);
    int size = x.shape().size();
    for (int i = 0; i < guided.size(); i++) {
      int row = guided.get(i);
      System.arraycopy(x.data(), row * size, allX.data(), (x.rows() + i) * size, size);
      allLevels.add(levels.get(row));
      allContexts.add(guidance.opposite(contexts.get(row)));
    }
    denoiser.evaluate(allX, allLevels, allContexts, allRaw);
    System.arraycopy(allRaw.data(), 0, raw.data(), 0, raw.data().length);
    int stride = raw.shape().size();
    for (int i = 0; i < guided.size(); i++) {
      int row = guided.get(i) * stride;
      guide(raw.data(), row, allRaw.data(), (x.rows() + i) * stride, size);
      if (guidance.rescale() > 0) {
        rescale(raw.data(), allRaw.data(), row, size);
      }
    }
  }

  // 2207.12598, equation 6, with weight w = 1 + its w: raw = raw(none) + w (raw(c) - raw(none))
  private void guide(float[] raw, int at, float[] none, int noneAt, int size) {
    for (int k = 0; k < size; k++) {
      float u = none[noneAt + k];
      raw[at + k] = (float) (u + guidance.weight() * (raw[at + k] - u));
    }
  }

  // 2305.08891, equations 15 and 16: raw = phi (std(raw(c)) / std(raw) raw) + (1 - phi) raw
  private void rescale(float[] raw, float[] conditional, int at, int size) {
    double spread = deviation(raw, at, size);
    if (spread == 0) {
      return; // a constant has no spread to bring back
    }
    double phi = guidance.rescale();
    double factor = phi * (deviation(conditional, at, size) / spread) + (1 - phi);
    for (int k = at; k < at + size; k++) {
      raw[k] = (float) (factor * raw[k]);
    }
  }

  /** The standard deviation over one row. */
  private static double deviation(float[] raw, int at, int size) {
    double sum = 0;
    for (int k = at; k < at + size; k++) {
      sum += raw[k];
    }
    double mean = sum / size;
    double squares = 0;
    for (int k = at; k < at + size; k++) {
      squares += (raw[k] - mean) * (raw[k] - mean);
    }
    return Math.sqrt(squares / size);
  }

  @Override
  public void close() {
    denoiser.close();
  }
}
