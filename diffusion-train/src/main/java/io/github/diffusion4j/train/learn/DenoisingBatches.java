package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.recipe.TrainingConfig;

/** Images to take the noise from: training, with those held out beside them. */
public final class DenoisingBatches implements BatchSource {
  private final CleanSamples heldOut;
  private final Noising training;
  private final Noising evaluation;
  private final ShuffledOrder order;

  public DenoisingBatches(Dataset data, TrainingConfig config) {
    this(
        new DatasetSamples(data.training(), config.objective().augmentation()),
        new DatasetSamples(data.heldOut(), config.objective().augmentation()),
        config);
  }

  /** Samples of any kind, and those held out. */
  public DenoisingBatches(CleanSamples trainedOn, CleanSamples heldOut, TrainingConfig config) {
    this.heldOut = heldOut;
    this.training = new Noising(trainedOn, config.objective());
    this.evaluation = new Noising(heldOut, config.objective());
    this.order = new ShuffledOrder(trainedOn.size(), config.seed());
  }

  @Override
  public Batch training(int rows, long seed, Progress now) {
    return training.training(order, rows, seed, now);
  }

  @Override
  public int heldOut() {
    return heldOut.size();
  }

  @Override
  public Batch heldOut(int from, int to, long seed) {
    return evaluation.fixed(from, to, seed);
  }
}
