package io.github.diffusion4j.train;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.train.data.Dataset;

/**
 * Takes training steps: 2006.11239, algorithm 1, with AdamW for the gradient step. What a step does
 * follows from the state, the configuration and the data alone.
 */
final class Learner implements AutoCloseable {
  /** Enough for a steady held-out loss; larger sets are cut. */
  private static final int MAX_HELD_OUT = 1024;

  private final TrainingConfig config;
  private final Optimization settings;
  private final Layout layout;
  private final TrainingState state;
  private final DjlNetwork network;
  private final Dataset heldOut;
  private final Noising training;
  private final Noising evaluation;
  private final Deck deck;
  private final LearningRate learningRate;
  private final AdamW optimizer;
  private final float[] gradient;

  Learner(RunDescription description, Layout layout, Dataset data, TrainingState state) {
    this.config = description.config();
    this.settings = config.optimization();
    this.layout = layout;
    this.state = state;
    this.network =
        new DjlNetwork(description.networkInTraining(), layout, settings.batch(), config.threads());
    this.heldOut = data.heldOut();
    this.training = new Noising(data.training(), config.objective());
    this.evaluation = new Noising(heldOut, config.objective());
    this.deck = new Deck(data.training().size(), config.seed());
    this.learningRate = new LearningRate(settings);
    this.optimizer = new AdamW(settings);
    this.gradient = new float[layout.size()];
  }

  /**
   * One step.
   *
   * @return what it looked like
   * @throws IllegalStateException if loss or gradient are not finite; the state is as it was
   */
  Step step() {
    Progress now = state.progress();
    Batch batch = training.training(deck, settings.batch(), config.seed(), now);
    network.load(state.weights());
    float loss = network.gradient(batch, gradient, Draws.DROPOUT.key(config.seed(), now.step()));
    double norm = norm(gradient);
    double rate = learningRate.at(now.step());
    if (!Double.isFinite(loss + norm)) {
      throw new IllegalStateException(
          "step %d: loss %s, gradient norm %s; try a lower learning-rate than %s or a longer warmup"
              .formatted(now.step() + 1, loss, norm, settings.learningRate()));
    }
    double scale = Math.min(1, settings.clipNorm() / norm);
    for (Layout.Slot slot : layout.slots()) {
      double decay = slot.isWeight() ? settings.weightDecay() : 0;
      optimizer.update(state, gradient, slot.from(), slot.to(), now.step(), rate, decay, scale);
    }
    Average.update(state.average(), state.weights(), settings.averageDecay(), now.step());
    state.progress(now.after(batch.rows(), loss));
    return new Step(loss, norm, rate);
  }

  /** The loss of the averaged weights on pictures never trained on; NaN where there are none. */
  double heldOutLoss() {
    network.load(state.average());
    int size = Math.min(MAX_HELD_OUT, heldOut.size());
    double sum = 0;
    for (int from = 0; from < size; from += settings.batch()) {
      int to = Math.min(size, from + settings.batch());
      sum += (to - from) * (double) network.loss(evaluation.fixed(from, to, config.seed()));
    }
    return sum / size;
  }

  /** The averaged weights, to sample from until the next step. */
  Denoiser averaged() {
    network.load(state.average());
    return new DjlDenoiser(network, config.objective().noiseSchedule().steps());
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  @Override
  public void close() {
    network.close();
  }

  /**
   * What a step looked like.
   *
   * @param loss of its batch, before the update
   * @param gradientNorm before clipping
   * @param learningRate that it was taken at
   */
  record Step(float loss, double gradientNorm, double learningRate) {}
}
