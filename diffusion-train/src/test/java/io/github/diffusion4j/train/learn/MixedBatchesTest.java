package io.github.diffusion4j.train.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.data.Augmentation;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subject and its class in one batch. */
class MixedBatchesTest {
  private static final Shape SHAPE = Shape.of(1, 2, 2);
  private static final TrainingConfig CONFIG =
      TrainingConfig.defaults().with("context-dropout", "0").with("schedule.steps", "50");
  private static final double LAMBDA = 0.5;

  private static CleanSamples alike(int count, float... context) {
    return new AlikeSamples(Tensor.zeros(count, SHAPE), context);
  }

  private static MixedBatches batches() {
    return new MixedBatches(
        List.of(
            new MixedBatches.Part(alike(3, 1, 1), 1),
            new MixedBatches.Part(alike(7, 1, 0), LAMBDA)),
        CONFIG);
  }

  /** 2208.12242, eq 2: the mean error of the subject and lambda times that of the class. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 8})
  void theLossIsThatOfTheSubjectAndLambdaTimesThatOfTheClass(int rows) {
    Batch batch = batches().training(rows, 1, Progress.START);
    assertEquals(rows, batch.rows());
    double loss = 0;
    double ofSubject = 0;
    double ofClass = 0;
    int subjects = 0;
    for (int row = 0; row < rows; row++) {
      double error = 1 + row;
      loss += batch.weight()[row] * error / rows;
      assertEquals(1, batch.context()[2 * row]);
      if (batch.context()[2 * row + 1] == 1) {
        ofSubject += error;
        subjects++;
      } else {
        ofClass += error;
      }
    }
    assertEquals(ofSubject / subjects + LAMBDA * ofClass / (rows - subjects), loss, 1e-6);
    assertEquals(rows / 2, subjects);
  }

  /** Noise and times of a row of the class are its own. */
  @Test
  void theKindsAreNoisedApart() {
    Batch batch = batches().training(8, 1, Progress.START);
    float[] subject = Arrays.copyOfRange(batch.x(), 0, 4);
    float[] ofClass = Arrays.copyOfRange(batch.x(), 16, 20);
    assertNotEquals(Arrays.toString(subject), Arrays.toString(ofClass));
  }

  @Test
  void whatWasSeenDecidesWhatComes() {
    Batch first = batches().training(8, 1, new Progress(5, 40, 0, 0));
    Batch again = batches().training(8, 1, new Progress(5, 40, 3, 4));
    assertArrayEquals(first.x(), again.x());
  }

  @Test
  void everySampleOfASubjectIsShownEquallyOften() {
    List<Example> examples =
        IntStream.range(0, 3)
            .mapToObj(
                i -> {
                  float[] context = new float[3];
                  context[i] = 1;
                  return new Example("image" + i, new float[4], context);
                })
            .toList();
    Dataset subject =
        Dataset.of(
            SHAPE, List.of("a", "b", "c"), Source.unattributed("three"), examples, List.of());
    MixedBatches batches =
        new MixedBatches(
            List.of(
                new MixedBatches.Part(new DatasetSamples(subject, new Augmentation(0)), 1),
                new MixedBatches.Part(alike(7, 0, 0, 0), LAMBDA)),
            CONFIG);
    int[] seen = new int[3];
    for (int step = 0; step < 3; step++) {
      Batch batch = batches.training(8, 1, new Progress(step, 8L * step, 0, 0));
      for (int i = 0; i < batch.context().length; i++) {
        seen[i % 3] += (int) batch.context()[i];
      }
    }
    assertArrayEquals(new int[] {4, 4, 4}, seen);
  }
}
