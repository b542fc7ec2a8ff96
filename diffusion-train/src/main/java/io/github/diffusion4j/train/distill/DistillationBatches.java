package io.github.diffusion4j.train.distill;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.learn.BatchSource;
import io.github.diffusion4j.train.learn.Progress;
import io.github.diffusion4j.train.learn.RandomStreams;
import io.github.diffusion4j.train.learn.RegressionTarget;
import io.github.diffusion4j.train.learn.ShuffledOrder;
import io.github.diffusion4j.train.recipe.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Noisy images whose target is where the teacher's trajectory from there ends: the consistency
 * function (2303.01469, definition 1), learned from whole trajectories, not from single steps. Half
 * of the rows are pure noise, the other half are at the other times of the student.
 */
public final class DistillationBatches implements BatchSource {
  /** One in so many blocks is held out. */
  private static final int HELD_OUT = 20;

  private final TeacherTasks questions;
  private final Objective objective;
  private final NetworkTime networkTime;
  private final Shape shape;
  private final List<Integer> training = new ArrayList<>();
  private final List<Integer> heldOut = new ArrayList<>();
  private final List<TeacherTrajectories.Block> answers = new ArrayList<>();
  private final List<List<ContextVector>> contexts = new ArrayList<>();
  private final ShuffledOrder order;
  private final int contextSize;

  public DistillationBatches(
      TeacherTasks questions,
      TeacherTrajectories answers,
      Objective objective,
      Shape shape,
      int contextSize) {
    this.questions = questions;
    this.objective = objective;
    this.networkTime = objective.networkTime();
    this.shape = shape;
    this.contextSize = contextSize;
    for (int block = 0; block < questions.blocks(); block++) {
      this.answers.add(answers.read(block, shape));
      this.contexts.add(questions.contexts(block));
      (block % HELD_OUT == HELD_OUT - 1 ? heldOut : training).add(block);
    }
    this.order = new ShuffledOrder(training.size() * TeacherTasks.BLOCK, 0);
  }

  @Override
  public Batch training(int rows, long seed, Progress now) {
    SplittableRandom coin = RandomStreams.TIME.stream(seed, now.step());
    Batch batch = Batch.empty(rows, shape.size(), contextSize, shape.size());
    for (int row = 0; row < rows; row++) {
      fill(batch, row, training, order.at(now.images() + row), coin.nextBoolean());
    }
    return batch;
  }

  @Override
  public int heldOut() {
    return heldOut.size() * TeacherTasks.BLOCK;
  }

  @Override
  public Batch heldOut(int from, int to, long seed) {
    Batch batch = Batch.empty(to - from, shape.size(), contextSize, shape.size());
    for (int row = 0; row < to - from; row++) {
      fill(batch, row, heldOut, from + row, row % 2 == 0);
    }
    return batch;
  }

  private void fill(Batch batch, int row, List<Integer> blocks, int question, boolean isPureNoise) {
    int block = blocks.get(question / TeacherTasks.BLOCK);
    int within = question % TeacherTasks.BLOCK;
    int offset = row * shape.size();
    TeacherTrajectories.Block answer = answers.get(block);
    if (isPureNoise) {
      questions.noise(block, within, batch.x(), offset);
      target(batch, row, questions.first(), answer.first(), within);
    } else {
      questions.noised(block, within, answer.first(), batch.x(), offset);
      target(batch, row, questions.second(block), answer.second(), within);
    }
    contexts.get(block).get(within).copyTo(batch.context(), row * contextSize);
  }

  private void target(Batch batch, int row, Level level, Tensor answer, int within) {
    float alpha = (float) level.alpha();
    float sigma = (float) level.sigma();
    RegressionTarget target = RegressionTarget.of(objective, level);
    int offset = row * shape.size();
    for (int i = 0; i < shape.size(); i++) {
      float x0 = answer.data()[within * shape.size() + i];
      float epsilon = (batch.x()[offset + i] - alpha * x0) / sigma;
      batch.target()[offset + i] = target.of(x0, epsilon);
    }
    batch.time()[row] = (float) networkTime.of(level);
    batch.weight()[row] = target.weight();
  }
}
