package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.engine.DjlDenoiser;
import io.github.diffusion4j.train.engine.DjlNetwork;
import io.github.diffusion4j.train.engine.Loss;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.engine.TorchSession;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.recipe.Optimization;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.util.Map;

/**
 * Takes training steps: 2006.11239, algorithm 1, with AdamW for the gradient step. What a step does
 * follows from the state, the configuration and the data alone.
 */
public final class Learner implements AutoCloseable {
  /** Enough for a steady held-out loss; larger sets are cut. */
  private static final int MAX_HELD_OUT = 1024;

  private final TrainingConfig config;
  private final Optimization settings;
  private final TrainingState state;
  private final DjlNetwork network;
  private final BatchSource source;
  private final OptimizerStep descent;

  /** One that makes the squared error of a denoiser small. */
  public Learner(
      Network network,
      ParameterLayout layout,
      TrainingConfig config,
      BatchSource source,
      TrainingState state) {
    this(network, layout, config, Loss.SQUARED, source, state);
  }

  /** One that makes the squared error of a denoiser small, while some parameters never change. */
  public Learner(
      Network network,
      ParameterLayout layout,
      Map<String, float[]> frozen,
      TrainingConfig config,
      BatchSource source,
      TrainingState state) {
    this(network, layout, frozen, config, Loss.SQUARED, source, state);
  }

  /** One that makes a loss small. */
  public Learner(
      Network network,
      ParameterLayout layout,
      TrainingConfig config,
      Loss loss,
      BatchSource source,
      TrainingState state) {
    this(network, layout, Map.of(), config, loss, source, state);
  }

  private Learner(
      Network network,
      ParameterLayout layout,
      Map<String, float[]> frozen,
      TrainingConfig config,
      Loss loss,
      BatchSource source,
      TrainingState state) {
    this.config = config;
    this.settings = config.optimization();
    this.state = state;
    this.network =
        new DjlNetwork(
            network,
            layout,
            frozen,
            loss,
            settings.batch(),
            () -> TorchSession.open(config.threads()));
    this.source = source;
    this.descent = new OptimizerStep(layout, settings);
  }

  /**
   * One step.
   *
   * @return what it looked like
   * @throws IllegalStateException if loss or gradient are not finite; the state is as it was
   */
  public OptimizerStep.Step step() {
    Progress now = state.progress();
    Batch batch = source.training(settings.batch(), config.seed(), now);
    network.load(state.weights());
    long seed = RandomStreams.DROPOUT.key(config.seed(), now.step());
    OptimizerStep.Step step =
        descent.step(state, batch.rows(), gradient -> network.gradient(batch, gradient, seed));
    state.computedBy(network.convolutions());
    return step;
  }

  /** The loss of the averaged weights on images never trained on; NaN where there are none. */
  public double heldOutLoss() {
    network.load(state.average());
    int size = Math.min(MAX_HELD_OUT, source.heldOut());
    double sum = 0;
    for (int from = 0; from < size; from += settings.batch()) {
      int to = Math.min(size, from + settings.batch());
      sum += (to - from) * (double) network.loss(source.heldOut(from, to, config.seed()));
    }
    return sum / size;
  }

  /** The averaged weights, to sample from until the next step. */
  public Denoiser averaged() {
    return new DjlDenoiser(averagedNetwork(), config.objective().networkTime());
  }

  /** The network with the averaged weights, until the next step. */
  public DjlNetwork averagedNetwork() {
    network.load(state.average());
    return network;
  }

  @Override
  public void close() {
    network.close();
  }
}
