package io.github.diffusion4j.train.engine;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/** A network in training as a denoiser, so that the samples of a run come from the one loop. */
public final class DjlDenoiser implements Denoiser {
  private final DjlNetwork network;
  private final NetworkTime time;

  /**
   * Looks at a network with its present weights.
   *
   * @param time what it is told of a level
   */
  public DjlDenoiser(DjlNetwork network, NetworkTime time) {
    this.network = network;
    this.time = time;
  }

  @Override
  public synchronized void evaluate(Evaluation evaluation) {
    Tensor x = evaluation.x();
    List<Level> levels = evaluation.levels();
    List<ContextVector> contexts = evaluation.contexts();
    Tensor raw = evaluation.output();
    int size = x.shape().size();
    for (int from = 0; from < x.rows(); from += network.maxRows()) {
      int rows = Math.min(network.maxRows(), x.rows() - from);
      float[] images = new float[rows * size];
      System.arraycopy(x.data(), from * size, images, 0, images.length);
      float[] output =
          network.predict(
              rows,
              images,
              times(levels.subList(from, from + rows)),
              contexts(contexts.subList(from, from + rows)));
      System.arraycopy(output, 0, raw.data(), from * size, output.length);
    }
  }

  private float[] times(List<Level> levels) {
    float[] times = new float[levels.size()];
    for (int row = 0; row < times.length; row++) {
      times[row] = (float) time.of(levels.get(row));
    }
    return times;
  }

  /** What the network knows beyond a context, how an image was augmented, is zero. */
  private float[] contexts(List<ContextVector> contexts) {
    int size = network.contextSize();
    float[] values = new float[contexts.size() * size];
    for (int row = 0; row < contexts.size(); row++) {
      contexts.get(row).copyTo(values, row * size);
    }
    return values;
  }
}
