package io.github.diffusion4j.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.ImmutableDoubleArray;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.laws.GaussianMixture;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.sampler.DdpmVariance;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classifier guidance on three classes on a circle that overlap. */
class ConstraintTest {
  private static final double RADIUS = 1.7;
  private static final int SAMPLES = 1000;

  private static final GaussianMixture CLASSES =
      new GaussianMixture(
          List.of(1 / 3.0, 1 / 3.0, 1 / 3.0),
          List.of(
              ImmutableDoubleArray.of(RADIUS, 0),
              ImmutableDoubleArray.of(-RADIUS / 2, RADIUS * Math.sqrt(0.75)),
              ImmutableDoubleArray.of(-RADIUS / 2, -RADIUS * Math.sqrt(0.75))),
          1);

  private static final NoiseSchedule SCHEDULE = NoiseSchedule.variancePreserving(1000, 0.1, 20);

  /** d log p(class 0 | x) / d x by differences of the perfect classifier. */
  private static final Constraint FIRST =
      (x, x0, levels) -> {
        Tensor gradient = Tensor.zeros(x.rows(), x.shape());
        for (int row = 0; row < x.rows(); row++) {
          for (int i = 0; i < 2; i++) {
            double ahead = log(x.row(row), i, 1e-4, levels.get(row));
            double behind = log(x.row(row), i, -1e-4, levels.get(row));
            gradient.data()[2 * row + i] = (float) ((ahead - behind) / 2e-4);
          }
        }
        return gradient;
      };

  private static double log(float[] x, int i, double by, Level level) {
    double[] moved = {x[0], x[1]};
    moved[i] += by;
    return Math.log(CLASSES.posterior(moved, level)[0]);
  }

  /** COURSE: accuracy .33, .87, 1.00 and spread 1.00, .67, .47 at scale 0, 1 and 3. */
  @Test
  void theScaleTradesSpreadForAccuracy() {
    double[] accuracy = new double[3];
    double[] spread = new double[3];
    double[] scales = {0, 1, 3};
    for (int k = 0; k < 3; k++) {
      Tensor samples = guided(Parameterization.EPSILON, Samplers.ddim(), scales[k]);
      accuracy[k] = accuracy(samples);
      spread[k] = spread(samples);
    }
    assertEquals(0.33, accuracy[0], 0.04);
    assertEquals(0.87, accuracy[1], 0.04);
    assertEquals(1.00, accuracy[2], 0.01);
    assertEquals(0.67, spread[1] / spread[0], 0.06);
    assertEquals(0.47, spread[2] / spread[0], 0.06);
  }

  /** Algorithm 1, DDPM, and other terms give the conditional distribution, too. */
  @ParameterizedTest
  @ValueSource(strings = {"v", "x0", "score", "flow"})
  void ancestralSamplingIsGuidedInEveryTerm(String name) {
    Tensor samples = guided(Parameterization.named(name), Samplers.ddpm(DdpmVariance.BETA), 1);
    assertEquals(0.87, accuracy(samples), 0.04);
    assertEquals(1, Math.sqrt(variance(samples)), 0.05); // of one class
  }

  private static Tensor guided(Parameterization p, Sampler sampler, double weight) {
    ModelCard card = CLASSES.card(SCHEDULE, p);
    Denoiser guided = FIRST.guiding(CLASSES.denoiser(p), card, weight);
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(guided, card)) {
      return pipeline
          .request()
          .count(SAMPLES)
          .maxBatch(SAMPLES)
          .sampler(sampler)
          .steps(100)
          .generate()
          .values();
    }
  }

  private static double accuracy(Tensor samples) {
    int right = 0;
    for (int row = 0; row < samples.rows(); row++) {
      right += CLASSES.mode(samples.row(row)) == 0 ? 1 : 0;
    }
    return (double) right / samples.rows();
  }

  private static double spread(Tensor samples) {
    return Math.sqrt(variance(samples));
  }

  /** Of both dimensions, the mean. */
  private static double variance(Tensor samples) {
    double variance = 0;
    for (int i = 0; i < 2; i++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < samples.rows(); row++) {
        double value = samples.data()[2 * row + i];
        sum += value;
        squares += value * value;
      }
      double mean = sum / samples.rows();
      variance += squares / samples.rows() - mean * mean;
    }
    return variance / 2;
  }

  /** Three values are known; the last follows them to their mode. */
  @Test
  void aKnownProjectionIsKeptAndTheRestFollows() {
    GaussianMixture data = SdeTest.DATA;
    ModelCard card = data.card(SCHEDULE, Parameterization.EPSILON);
    Tensor known = Tensor.wrap(Shape.of(4), new float[] {-1, -1.2f, -0.9f, 0});
    Constraint three =
        Constraint.projection(
            x -> {
              Tensor kept = x.times(1);
              for (int i = 3; i < kept.data().length; i += 4) {
                kept.data()[i] = 0;
              }
              return kept;
            },
            known);
    Denoiser guided = three.guiding(data.denoiser(Parameterization.EPSILON), card, 1);
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(guided, card)) {
      Tensor samples =
          pipeline.request().count(200).sampler(Samplers.ddim(1)).steps(100).generate().values();
      double sum = 0;
      for (int row = 0; row < samples.rows(); row++) {
        float[] x = samples.row(row);
        assertArrayEquals(new float[] {-1, -1.2f, -0.9f}, Arrays.copyOf(x, 3), 0.01f);
        sum += x[3];
      }
      assertEquals(-1, sum / samples.rows(), 0.1);
    }
  }

  @Test
  void knownSamplesAreOneOrOneForEach() {
    Constraint constraint = Constraint.projection(x -> x, Tensor.zeros(3, Shape.of(4)));
    Tensor x = Tensor.zeros(4, Shape.of(4));
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> constraint.gradient(x, x, List.of()))
                .getMessage());
    assertTrue(message.startsWith("3 known samples of 4 for 4 samples of 4"), message);
  }

  @Test
  void theWeightIsFinite() {
    ModelCard card = CLASSES.card(SCHEDULE, Parameterization.V);
    assertThrows(IllegalArgumentException.class, () -> FIRST.guiding(e -> {}, card, Double.NaN));
  }
}
