package io.github.diffusion4j.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.primitives.ImmutableDoubleArray;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.laws.GaussianMixture;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImprovedLangevinTest {

  /** The step sizes of the paper, table 5 in its appendix: epsilon for sigma_L = 0.01. */
  @ParameterizedTest
  @CsvSource({"50, 232, 5, 6.2e-6", "90, 500, 5, 3.3e-6"})
  void theStepSizesAreThePapers(double sigmaMax, int levels, int perLevel, double epsilon) {
    double gamma = Math.pow(sigmaMax / 0.01, 1 / (levels - 1.0));
    double found = ImprovedLangevin.stepSize(gamma, perLevel) * 0.01 * 0.01;
    assertEquals(epsilon, found, 0.05 * epsilon);
  }

  static List<Sampler> langevins() {
    return List.of(Samplers.annealedLangevin(0.1, 100), Samplers.annealedLangevin(5));
  }

  /** The toy of 1907.05600, figure 3. */
  @ParameterizedTest
  @MethodSource("langevins")
  void bothFindTheWeightsOfFarModes(Sampler sampler) {
    GaussianMixture far =
        new GaussianMixture(
            List.of(0.2, 0.8),
            List.of(ImmutableDoubleArray.of(-5, -5), ImmutableDoubleArray.of(5, 5)),
            1);
    NoiseSchedule schedule = NoiseSchedule.exponential(100, 0.1, 20);
    try (DiffusionPipeline pipeline =
        DiffusionPipeline.of(
            far.denoiser(Parameterization.SCORE), far.card(schedule, Parameterization.SCORE))) {
      Tensor samples =
          pipeline
              .request()
              .count(1000)
              .maxBatch(1000)
              .sampler(sampler)
              .steps(sampler.toString().contains("improved") ? 100 : 20)
              .generate()
              .values();
      int heavy = 0;
      for (int row = 0; row < samples.rows(); row++) {
        heavy += far.mode(samples.row(row));
      }
      assertEquals(0.8, heavy / 1000.0, 0.05);
    }
  }
}
