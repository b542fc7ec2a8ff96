package io.github.diffusion4j.train.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Floats;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.Tiny;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.io.Settings;
import io.github.diffusion4j.train.recipe.Objective;
import io.github.diffusion4j.train.recipe.Target;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import io.github.diffusion4j.train.recipe.Weighting;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images are noised as 2006.11239 has it, and every draw follows from seed and step. */
class NoisingTest {
  private static final long SEED = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 250, 400, 500})
  void theNoiseHasTheDeviationOfTheSchedule(int time) {
    Level level = objective(Target.EPSILON, 500).noiseSchedule().level(time);
    Objective onlyThat =
        TrainingConfig.defaults()
            .with("schedule.values", Double.toString(level.alphaBar()))
            .with("schedule", "alpha-bars")
            .objective();
    double sum = 0;
    Batch batch = black(onlyThat).training(new ShuffledOrder(1, SEED), 200, SEED, Progress.START);
    for (float x : batch.x()) {
      double noise = x + level.alpha(); // black is -1
      sum += noise * noise;
    }
    double expected = Math.sqrt(1 - level.alphaBar());
    assertEquals(expected, Math.sqrt(sum / batch.x().length), 0.01 * expected);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void theTargetLeadsBackToTheImage(Target target) {
    Objective objective = objective(target, 500);
    Batch batch = black(objective).training(new ShuffledOrder(1, SEED), 10, SEED, Progress.START);
    for (int row = 0; row < 9; row++) {
      Level level = objective.noiseSchedule().level(Math.round(batch.time()[row] * 500));
      Parameterization.XRawCoefficients x0 = target.parameterization().x0(level);
      int i = row * 768 + 5;
      assertEquals(-1, x0.x() * batch.x()[i] + x0.raw() * batch.target()[i], 1e-3, "row " + row);
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void theTargetIsFiniteWhereNoSignalIsLeft(Target target) {
    Objective objective =
        TrainingConfig.defaults()
            .with("schedule", "linear")
            .with("schedule.terminal-snr", "zero")
            .with("schedule.steps", "4")
            .with("prediction", Settings.text(target))
            .objective();
    Batch batch = black(objective).training(new ShuffledOrder(1, SEED), 16, SEED, Progress.START);
    assertTrue(Floats.asList(batch.target()).stream().allMatch(Float::isFinite));
  }

  @Test
  void everyTimeIsAsLikelyAsAnyOther() {
    Objective objective = objective(Target.V, 10);
    Noising noising = black(objective);
    int[] counts = new int[11];
    for (int step = 0; step < 500; step++) {
      for (float time : noising.training(new ShuffledOrder(1, SEED), 4, SEED, at(step, 0)).time()) {
        counts[Math.round(time * 10)]++;
      }
    }
    assertEquals(0, counts[0]);
    for (int time = 1; time <= 10; time++) {
      assertEquals(200, counts[time], 45, "time " + time);
    }
  }

  @Test
  void contextsAreDroppedAsOftenAsAsked() {
    Dataset data = Tiny.data(20);
    Objective objective = Tiny.config().with("context-dropout", "0.3").objective();
    Noising noising = new Noising(data, objective);
    int dropped = 0;
    for (int step = 0; step < 500; step++) {
      float[] context =
          noising.training(new ShuffledOrder(20, SEED), 10, SEED, at(step, step * 10L)).context();
      for (int row = 0; row < 10; row++) {
        dropped += context[2 * row] + context[2 * row + 1] == 0 ? 1 : 0;
      }
    }
    assertEquals(1500, dropped, 120);
  }

  @Test
  void aStepIsTheSameWheneverItIsTaken() {
    Objective objective = Tiny.config().with("prediction", "epsilon").objective();
    Noising noising = new Noising(Tiny.data(20), objective);
    Batch first = noising.training(new ShuffledOrder(20, SEED), 8, SEED, at(7, 56));
    Batch other = noising.training(new ShuffledOrder(20, SEED), 8, SEED, at(3, 56));
    Batch again = noising.training(new ShuffledOrder(20, SEED), 8, SEED, at(7, 56));
    assertArrayEquals(first.x(), again.x());
    assertArrayEquals(first.context(), again.context());
    assertArrayEquals(first.time(), again.time());
    assertNotEquals(first.target()[0], other.target()[0], "the noise of another step");
    assertNotEquals(first.target()[0], first.target()[Tiny.SHAPE.size()], "of another row");
    assertFalse(Arrays.equals(first.time(), other.time()));
  }

  @Test
  void aStepGoesOnWhereTheLastOneEnded() {
    Dataset data = Tiny.data(20);
    Objective objective = Tiny.config().with("prediction", "x0").objective();
    Batch batch =
        new Noising(data, objective).training(new ShuffledOrder(20, SEED), 8, SEED, at(2, 16));
    ShuffledOrder order = new ShuffledOrder(20, SEED);
    for (int row = 0; row < 8; row++) {
      float[] image = new float[Tiny.SHAPE.size()];
      data.example(order.at(16 + row)).copyImage(image, 0);
      int from = row * image.length;
      assertArrayEquals(
          image, Arrays.copyOfRange(batch.target(), from, from + image.length), "row " + row);
    }
  }

  @Test
  void anAugmentedImageIsToldBehindItsLabelsThoughThoseAreDropped() {
    Objective objective =
        Tiny.config().with("augmentation", "1").with("context-dropout", "1").objective();
    Noising noising = new Noising(Tiny.data(20), objective);
    float[] context = noising.training(new ShuffledOrder(20, SEED), 8, SEED, at(7, 56)).context();
    assertEquals(8 * (2 + 5), context.length);
    for (int row = 0; row < 8; row++) {
      assertEquals(0, context[7 * row] + context[7 * row + 1], "labels of row " + row);
      assertEquals(1, context[7 * row + 2], "mirrored");
    }
    assertArrayEquals(
        context,
        noising.training(new ShuffledOrder(20, SEED), 8, SEED, at(7, 56)).context(),
        "again");
    assertFalse(
        Arrays.equals(
            context, noising.training(new ShuffledOrder(20, SEED), 8, SEED, at(6, 56)).context()));
  }

  @Test
  void whatIsHeldOutIsNeverAugmented() {
    Objective plain = Tiny.config().with("prediction", "x0").objective();
    Objective augmented =
        Tiny.config().with("prediction", "x0").with("augmentation", "1").objective();
    Batch batch = new Noising(Tiny.data(20), augmented).fixed(0, 8, SEED);
    assertArrayEquals(new Noising(Tiny.data(20), plain).fixed(0, 8, SEED).target(), batch.target());
    for (int row = 0; row < 8; row++) {
      float[] told = Arrays.copyOfRange(batch.context(), 7 * row + 2, 7 * row + 7);
      assertArrayEquals(new float[5], told);
    }
  }

  @Test
  void aPassShowsEveryImageOnceAndTheNextInAnotherOrder() {
    ShuffledOrder order = new ShuffledOrder(50, SEED);
    List<Integer> first = IntStream.range(0, 50).mapToObj(order::at).toList();
    List<Integer> second = IntStream.range(50, 100).mapToObj(order::at).toList();
    assertEquals(Set.copyOf(IntStream.range(0, 50).boxed().toList()), new HashSet<>(first));
    assertEquals(new HashSet<>(first), new HashSet<>(second));
    assertNotEquals(first, second);
    assertEquals(first.get(17), new ShuffledOrder(50, SEED).at(17));
  }

  @Test
  void minSnrWeighsTheErrorOfX0TheSameForEveryTarget() {
    Level level = objective(Target.V, 500).noiseSchedule().level(100);
    double snr = Math.exp(level.logSnr());
    double x0 = Weighting.MIN_SNR.of(Target.X0, level);
    assertEquals(Math.min(snr, 5), x0, 1e-9);
    assertEquals(x0, Weighting.MIN_SNR.of(Target.EPSILON, level) * snr, 1e-9);
    assertEquals(x0, Weighting.MIN_SNR.of(Target.V, level) * (snr + 1), 1e-9);
    assertTrue(Arrays.stream(Target.values()).allMatch(t -> Weighting.UNIFORM.of(t, level) == 1));
  }

  /** 2011.13456, equation 7: all times are learned, not only whole ones. */
  @Test
  void continuousTimesLieBetweenWholeOnes() {
    Objective objective = scores("variance-preserving", "fraction");
    List<Float> times =
        Floats.asList(
            black(objective)
                .training(new ShuffledOrder(1, SEED), 200, SEED, Progress.START)
                .time());
    assertTrue(times.stream().allMatch(t -> t > 0 && t <= 1));
    assertTrue(times.stream().filter(t -> t * 10 != Math.rint(t * 10)).count() > 190);
    assertEquals(0.5, times.stream().mapToDouble(t -> t).average().orElseThrow(), 0.01);
  }

  /** 2206.00364, table 1: whatever the level, what the network sees has about unit variance. */
  @Test
  void theInputIsScaledAsWhenSampling() {
    Batch batch =
        black(scores("edm", "fraction"))
            .training(new ShuffledOrder(1, SEED), 200, SEED, Progress.START);
    for (int row = 0; row < 200; row++) {
      double squares = 0;
      for (int i = 0; i < 768; i++) {
        squares += batch.x()[768 * row + i] * (double) batch.x()[768 * row + i];
      }
      assertEquals(1.2, Math.sqrt(squares / 768), 0.9, "row " + row);
    }
  }

  /** Told sigma, a network has it over the largest; told its logarithm, from 0 to 1. */
  @Test
  void whatTheNetworkIsToldIsThatOfTheLevel() {
    Objective fraction = scores("exponential", "fraction");
    float[] times = timesOf(fraction);
    float[] sigmas = timesOf(scores("exponential", "sigma"));
    float[] logs = timesOf(scores("exponential", "log-sigma"));
    for (int row = 0; row < times.length; row++) {
      double sigma = fraction.noiseSchedule().level(10.0 * times[row]).sigma();
      assertEquals(sigma / 50, sigmas[row], 1e-5);
      assertEquals(Math.log(sigma / 0.01) / Math.log(5000), logs[row], 1e-4);
    }
  }

  private static float[] timesOf(Objective objective) {
    return black(objective).training(new ShuffledOrder(1, SEED), 50, SEED, Progress.START).time();
  }

  /** 1907.05600, equation 6: the weighted error of a network that says nothing is 1. */
  @Test
  void sigmaWeighsEveryLevelOfAScoreAlike() {
    Batch batch =
        black(scores("exponential", "fraction"))
            .training(new ShuffledOrder(1, SEED), 50, SEED, Progress.START);
    for (int row = 0; row < 50; row++) {
      double squares = 0;
      for (int i = 0; i < 768; i++) {
        double target = batch.target()[768 * row + i];
        squares += batch.weight()[row] * target * target / 768;
      }
      assertEquals(1, squares, 0.2, "row " + row);
    }
  }

  private static Objective scores(String schedule, String told) {
    TrainingConfig config =
        TrainingConfig.defaults()
            .with("schedule", schedule)
            .with("schedule.steps", "10")
            .with("prediction", "score")
            .with("weighting", "sigma")
            .with("times", "continuous")
            .with("told", told);
    return schedule.equals("exponential")
        ? config.with("schedule.sigma-min", "0.01").with("schedule.sigma-max", "50").objective()
        : config.objective();
  }

  private static Progress at(long step, long images) {
    return new Progress(step, images, 0, 0);
  }

  private static Objective objective(Target target, int steps) {
    return TrainingConfig.defaults()
        .with("schedule", "linear")
        .with("schedule.steps", Integer.toString(steps))
        .with("prediction", Settings.text(target))
        .objective();
  }

  private static Noising black(Objective objective) {
    float[] black = new float[768];
    Arrays.fill(black, -1);
    Example example = new Example("black", black, new float[0]);
    Dataset data =
        Dataset.of(
            Shape.of(3, 16, 16),
            List.of(),
            Source.unattributed("black"),
            List.of(example),
            List.of());
    return new Noising(data, objective);
  }
}
