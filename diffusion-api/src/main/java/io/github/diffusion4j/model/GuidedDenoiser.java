package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Latent;
import java.util.ArrayList;
import java.util.List;

/**
 * Classifier-free guidance, "Classifier-Free Diffusion Guidance" (2207.12598), equation 6, with
 * weight w = 1 + its w: raw = raw(none) + w (raw(c) - raw(none)). One evaluation of a larger batch;
 * rows whose context asks for nothing are evaluated once.
 */
record GuidedDenoiser(Denoiser denoiser, double weight) implements Denoiser {

  @Override
  public void evaluate(Latent x, List<Level> levels, List<ContextVector> contexts, Latent raw) {
    List<Integer> guided = new ArrayList<>();
    for (int row = 0; row < x.rows(); row++) {
      if (!contexts.get(row).isUnconditional()) {
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
    for (int i = 0; i < guided.size(); i++) {
      int row = guided.get(i);
      int size = x.shape().size();
      System.arraycopy(x.data(), row * size, allX.data(), (x.rows() + i) * size, size);
      allLevels.add(levels.get(row));
      allContexts.add(ContextVector.unconditional(contexts.get(row).size()));
    }
    denoiser.evaluate(allX, allLevels, allContexts, allRaw);
    System.arraycopy(allRaw.data(), 0, raw.data(), 0, raw.data().length);
    for (int i = 0; i < guided.size(); i++) {
      int size = raw.shape().size();
      int conditional = guided.get(i) * size;
      int none = (x.rows() + i) * size;
      for (int k = 0; k < size; k++) {
        float u = allRaw.data()[none + k];
        raw.data()[conditional + k] = (float) (u + weight * (raw.data()[conditional + k] - u));
      }
    }
  }

  @Override
  public void close() {
    denoiser.close();
  }
}
