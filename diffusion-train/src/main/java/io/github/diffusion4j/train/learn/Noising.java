package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.recipe.Objective;
import java.util.SplittableRandom;

/**
 * Makes noisy images and their targets, 2006.11239, algorithm 1.
 *
 * <p>The times of a batch are stratified: row i of n draws uniformly from the i-th n-th of all.
 * Each time is as likely as any other, and the loss of a step varies less.
 */
final class Noising {
  private final CleanSamples samples;
  private final Objective objective;
  private final NoiseSchedule schedule;
  private final NetworkTime networkTime;
  private final int contextSize;
  private final float[] noise;

  Noising(Dataset data, Objective objective) {
    this(new DatasetSamples(data, objective.augmentation()), objective);
  }

  Noising(CleanSamples samples, Objective objective) {
    this.samples = samples;
    this.objective = objective;
    this.contextSize = samples.contextSize();
    this.noise = new float[samples.shape().size()];
    this.schedule = objective.noiseSchedule();
    this.networkTime = objective.networkTime();
  }

  /** The batch of the step after {@code now}; it goes on in the deck where the last ended. */
  Batch training(ShuffledOrder order, int rows, long seed, Progress now) {
    long step = now.step();
    SplittableRandom times = RandomStreams.TIME.stream(seed, step);
    SplittableRandom contexts = RandomStreams.CONTEXT.stream(seed, step);
    SplittableRandom changes = RandomStreams.AUGMENTATION.stream(seed, step);
    Batch batch = emptyBatch(rows);
    for (int row = 0; row < rows; row++) {
      int index = order.at(now.images() + row);
      int contextAt = row * contextSize;
      samples.drawSample(index, changes, batch.x(), row * noise.length, batch.context(), contextAt);
      noise(batch, row, time(times, row, rows), RandomStreams.NOISE.key(seed, step));
      if (contexts.nextDouble() >= objective.contextDropout()) {
        samples.drawContext(index, contexts, batch.context(), contextAt);
      }
    }
    return batch;
  }

  /**
   * A batch of consecutive examples, always with the same times and noise. No context is dropped
   * and no image changed.
   */
  Batch fixed(int from, int to, long seed) {
    SplittableRandom times = RandomStreams.HELD_OUT_TIME.stream(seed, from);
    int rows = to - from;
    Batch batch = emptyBatch(rows);
    for (int row = 0; row < rows; row++) {
      samples.copySample(from + row, batch.x(), row * noise.length);
      noise(batch, row, time(times, row, rows), RandomStreams.HELD_OUT_NOISE.key(seed, from));
      samples.copyContext(from + row, batch.context(), row * contextSize);
    }
    return batch;
  }

  private Batch emptyBatch(int rows) {
    return Batch.empty(rows, noise.length, contextSize, noise.length);
  }

  private double time(SplittableRandom random, int row, int rows) {
    return objective.times().at((row + random.nextDouble()) / rows, schedule.steps());
  }

  // 2006.11239, eq 4: x_t = sqrt(alpha-bar) x0 + sqrt(1 - alpha-bar) eps
  private void noise(Batch batch, int row, double time, long noiseKey) {
    Level level = schedule.level(time);
    float alpha = (float) (level.inputScale() * level.alpha());
    float sigma = (float) (level.inputScale() * level.sigma());
    RegressionTarget target = RegressionTarget.of(objective, level);
    int offset = row * noise.length;
    NoiseSource.gaussian().fill(noiseKey, row, noise, 0, noise.length);
    for (int i = 0; i < noise.length; i++) {
      float x0 = batch.x()[offset + i];
      batch.x()[offset + i] = alpha * x0 + sigma * noise[i];
      batch.target()[offset + i] = target.of(x0, noise[i]);
    }
    batch.time()[row] = (float) networkTime.of(level);
    batch.weight()[row] = target.weight();
  }
}
