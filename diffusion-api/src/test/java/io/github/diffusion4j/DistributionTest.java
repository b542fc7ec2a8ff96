package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Samplers draw from the distribution of the data: two Gaussian modes of deviation 0.3 in 24
 * dimensions, at +1 with weight 0.7 and at -1, whose perfect network is a formula.
 */
class DistributionTest {
  private static final double WEIGHT = 0.7;
  private static final double DEVIATION = 0.3;
  private static final int DIMENSIONS = 24;
  private static final int SAMPLES = 1000;

  /** Most of those that draw noise are of first order, and close to the data their error shows. */
  private static final int STEPS = 1000;

  /** For distilled networks: they go far in one go, however many steps there are. */
  private static final Set<String> DISTILLED = Set.of("lcm", "tcd", "consistency");

  /** Starts from data, or wants a network that says more. */
  private static final Set<String> OTHER = Set.of("ddim-inverse", "ddpm-learned");

  private static final ModelCard CARD =
      ModelCard.of(
          "mixture",
          Map.of(
              "shape", Integer.toString(DIMENSIONS),
              "schedule", "linear",
              "schedule.steps", "1000",
              "prediction", "epsilon",
              "time", "fraction"));

  /** Fewer levels where a level, or a jump, takes many evaluations. */
  private static final Map<String, Integer> FEWER =
      Map.of("repaint", 300, "annealed-langevin", 100);

  /**
   * Langevin steps are biased by their size and by lagging behind the levels, so both are small
   * here, and that of a step found from norms wants the many dimensions in which norms are steady.
   */
  private static final Map<String, Sampler> GENTLE =
      Map.of(
          "predictor-corrector", Samplers.predictorCorrector(0.05, 1),
          "annealed-langevin", Samplers.annealedLangevin(0.1, 100));

  static Stream<Catalogue.Entry> samplers() {
    return Catalogue.entries().stream()
        .filter(e -> !DISTILLED.contains(e.name()) && !OTHER.contains(e.name()));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void theModesHaveTheirWeightMeanAndDeviation(Catalogue.Entry entry) {
    Samples samples;
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(mixture(), CARD)) {
      samples =
          pipeline
              .request()
              .sampler(GENTLE.getOrDefault(entry.name(), entry.sampler()))
              .steps(entry.isStochastic() ? FEWER.getOrDefault(entry.name(), STEPS) : 200)
              .count(SAMPLES)
              .maxBatch(SAMPLES)
              .generate();
    }
    int right = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < SAMPLES; i++) {
      float[] x = samples.values(i);
      double mode = total(x) > 0 ? 1 : -1;
      right += mode > 0 ? 1 : 0;
      for (float value : x) {
        double off = value - mode;
        sum += off * mode;
        squares += off * off;
      }
    }
    double n = (double) SAMPLES * DIMENSIONS;
    assertEquals(WEIGHT, (double) right / SAMPLES, 0.05, entry.name() + ": weight");
    assertEquals(0, sum / n, 0.02, entry.name() + ": mean");
    assertEquals(DEVIATION, Math.sqrt(squares / n), 0.015, entry.name() + ": deviation");
  }

  private static double total(float[] values) {
    double total = 0;
    for (float value : values) {
      total += value;
    }
    return total;
  }

  private static Denoiser mixture() {
    return e -> {
      Tensor x = e.x();
      List<Level> levels = e.levels();
      Tensor raw = e.output();
      for (int row = 0; row < x.rows(); row++) {
        Level level = levels.get(row);
        double[] sample = new double[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
          sample[i] = x.data()[row * DIMENSIONS + i];
        }
        double[] clean = posteriorMean(sample, level);
        for (int i = 0; i < DIMENSIONS; i++) {
          raw.data()[row * DIMENSIONS + i] =
              (float) ((sample[i] - level.alpha() * clean[i]) / level.sigma());
        }
      }
    };
  }

  /** E[x0 | x], x = alpha x0 + sigma eps. */
  private static double[] posteriorMean(double[] x, Level level) {
    double alpha = level.alpha();
    double variance = alpha * alpha * DEVIATION * DEVIATION + level.sigma() * level.sigma();
    double logOdds = Math.log(WEIGHT / (1 - WEIGHT));
    for (double value : x) {
      logOdds += 2 * alpha * value / variance;
    }
    double mode = Math.tanh(logOdds / 2);
    double[] clean = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      // each mode m: m + alpha s^2 / variance (x - alpha m), weighted
      double gain = alpha * DEVIATION * DEVIATION / variance;
      clean[i] = mode + gain * (x[i] - alpha * mode);
    }
    return clean;
  }
}
