package io.github.diffusion4j.train.autoencoder;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.train.data.Augmentation;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.learn.BatchSource;
import io.github.diffusion4j.train.learn.Progress;
import io.github.diffusion4j.train.learn.RandomStreams;
import io.github.diffusion4j.train.learn.ShuffledOrder;
import io.github.diffusion4j.train.network.Autoencoder;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Images to make again, with noise for the latents in training and none for those held out. */
final class AutoencoderBatches implements BatchSource {
  private final Dataset training;
  private final Dataset heldOut;
  private final Augmentation augmentation;
  private final ShuffledOrder deck;
  private final int image;
  private final int latents;

  AutoencoderBatches(Autoencoder network, Dataset data, TrainingConfig config) {
    this.training = data.training();
    this.heldOut = data.heldOut();
    this.augmentation = config.objective().augmentation();
    this.deck = new ShuffledOrder(training.size(), config.seed());
    this.image = network.shape().size();
    this.latents = network.latentShape().size();
  }

  @Override
  public Batch training(int rows, long seed, Progress now) {
    SplittableRandom changes = RandomStreams.AUGMENTATION.stream(seed, now.step());
    long noise = RandomStreams.LATENT_NOISE.key(seed, now.step());
    float[] told = new float[augmentation.size()];
    Batch batch = empty(rows);
    for (int row = 0; row < rows; row++) {
      training.example(deck.at(now.pictures() + row)).copyPicture(batch.x(), row * image);
      augmentation.apply(training.shape(), batch.x(), row * image, changes, told, 0);
      NoiseSource.gaussian().fill(noise, row, batch.context(), row * latents, latents);
    }
    System.arraycopy(batch.x(), 0, batch.target(), 0, batch.x().length);
    return batch;
  }

  @Override
  public int heldOut() {
    return heldOut.size();
  }

  @Override
  public Batch heldOut(int from, int to, long seed) {
    return of(heldOut, from, to);
  }

  /** Consecutive examples as they are. */
  Batch of(Dataset data, int from, int to) {
    Batch batch = empty(to - from);
    for (int row = 0; row < batch.rows(); row++) {
      data.example(from + row).copyPicture(batch.x(), row * image);
    }
    System.arraycopy(batch.x(), 0, batch.target(), 0, batch.x().length);
    return batch;
  }

  private Batch empty(int rows) {
    Batch batch = Batch.empty(rows, image, latents, image);
    Arrays.fill(batch.time(), 1);
    Arrays.fill(batch.weight(), 1);
    return batch;
  }
}
