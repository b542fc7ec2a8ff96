package io.github.diffusion4j.train.distill;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.learn.RandomStreams;
import io.github.diffusion4j.train.learn.ShuffledOrder;
import io.github.diffusion4j.train.recipe.DistillationConfig;
import io.github.diffusion4j.train.recipe.Objective;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a teacher is asked: to take pure noise to an image, and that image, noised again to a time
 * further down, to another. Questions come in blocks; all is drawn by key, so that only the answers
 * need to be kept.
 */
public final class TeacherTasks {
  /** Questions that are asked together. */
  public static final int BLOCK = 32;

  private final DistillationConfig teaching;
  private final Dataset images;
  private final double contextDropout;
  private final NoiseSchedule schedule;
  private final List<Double> times;
  private final ShuffledOrder order;

  /**
   * Questions about the contexts of images.
   *
   * @param images that are trained on
   */
  public TeacherTasks(DistillationConfig teaching, Dataset images, Objective objective) {
    this.teaching = teaching;
    this.images = images;
    this.contextDropout = objective.contextDropout();
    this.schedule = objective.noiseSchedule();
    this.times = times(teaching.evaluations(), schedule);
    this.order = new ShuffledOrder(images.size(), teaching.seed());
  }

  /**
   * The times at which a student of 1 to n evaluations looks: those of trailing spacing.
   *
   * @return falling, the first is T
   */
  private static List<Double> times(int evaluations, NoiseSchedule schedule) {
    return IntStream.rangeClosed(1, evaluations)
        .mapToObj(n -> Spacing.trailing().times(schedule, n))
        .flatMapToDouble(Arrays::stream)
        .filter(time -> time > 0)
        .distinct()
        .boxed()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  public int blocks() {
    return (teaching.questions() + BLOCK - 1) / BLOCK;
  }

  /** From pure noise. */
  Level first() {
    return schedule.level(times.get(0));
  }

  /** From the first answers, noised to one of the other times in turn. */
  Level second(int block) {
    return schedule.level(times.get(times.size() == 1 ? 0 : 1 + block % (times.size() - 1)));
  }

  public List<ContextVector> contexts(int block) {
    SplittableRandom random = RandomStreams.QUESTION_CONTEXT.stream(teaching.seed(), block);
    return IntStream.range(0, BLOCK)
        .mapToObj(row -> context(order.at((long) block * BLOCK + row), random))
        .toList();
  }

  private ContextVector context(int image, SplittableRandom random) {
    return random.nextDouble() < contextDropout
        ? ContextVector.unconditional()
        : images.example(image).context();
  }

  /** Pure noise. */
  void noise(int block, int row, float[] x, int offset) {
    int size = images.shape().size();
    float sigma = (float) first().sigma();
    fill(RandomStreams.QUESTION_NOISE, block, row, x, offset);
    for (int i = offset; i < offset + size; i++) {
      x[i] *= sigma;
    }
  }

  /**
   * An image noised again, 2006.11239, eq 4: x_t = sqrt(alpha-bar) x0 + sqrt(1 - alpha-bar) eps.
   *
   * @param x0 holds the row's first answer, at its place in the block
   */
  void noised(int block, int row, Tensor x0, float[] x, int offset) {
    int size = images.shape().size();
    float alpha = (float) second(block).alpha();
    float sigma = (float) second(block).sigma();
    fill(RandomStreams.QUESTION_RENOISE, block, row, x, offset);
    for (int i = 0; i < size; i++) {
      x[offset + i] = alpha * x0.data()[row * size + i] + sigma * x[offset + i];
    }
  }

  private void fill(RandomStreams draws, int block, int row, float[] x, int offset) {
    long key = draws.key(teaching.seed(), block);
    NoiseSource.gaussian().fill(key, row, x, offset, images.shape().size());
  }

  /** The first questions of a block. */
  public Tensor noise(int block) {
    Tensor x = Tensor.zeros(BLOCK, images.shape());
    for (int row = 0; row < BLOCK; row++) {
      noise(block, row, x.data(), row * images.shape().size());
    }
    return x;
  }

  /** The second questions of a block. */
  Tensor noised(int block, Tensor firstAnswers) {
    Tensor x = Tensor.zeros(BLOCK, images.shape());
    for (int row = 0; row < BLOCK; row++) {
      noised(block, row, firstAnswers, x.data(), row * images.shape().size());
    }
    return x;
  }
}
