package io.github.diffusion4j.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.ImmutableDoubleArray;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.PipelineClosedException;
import io.github.diffusion4j.laws.GaussianMixture;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbabilityFlowTest {
  private static final GaussianMixture DATA = SdeTest.DATA;
  private static final NoiseSchedule VP = NoiseSchedule.variancePreserving(1000, 0.1, 20);

  static List<String> sdes() {
    return SdeTest.SDES;
  }

  private static ProbabilityFlow flow(NoiseSchedule schedule, Parameterization p) {
    return ProbabilityFlow.of(DATA.denoiser(p), DATA.card(schedule, p));
  }

  /** COURSE: within .002 nats per dimension. */
  @ParameterizedTest
  @MethodSource("sdes")
  void theLikelihoodIsExact(String sde) {
    Tensor samples = DATA.samples(500, 1);
    Likelihood found =
        flow(SdeTest.schedule(sde), Parameterization.EPSILON)
            .from(0.1)
            .likelihood(samples, DATA.divergence(Parameterization.EPSILON), 0);
    assertEquals(DATA.natsPerDimension(samples), found.natsPerDimension(), 0.002);
  }

  @ParameterizedTest
  @ValueSource(strings = {"epsilon", "score", "v", "flow", "x0"})
  void theLikelihoodIsThatOfTheDataInEveryTerm(String name) {
    Parameterization p = Parameterization.named(name);
    Tensor samples = DATA.samples(20, 1);
    Likelihood found =
        flow(NoiseSchedule.edm(1000, 0.002, 80, 0.5), p).likelihood(samples, DATA.divergence(p), 0);
    assertEquals(DATA.natsPerDimension(samples), found.natsPerDimension(), 0.002);
  }

  /** Its error falls with the square root of the probes. */
  @Test
  void hutchinsonsEstimateIsNearTheFormula() {
    Tensor samples = DATA.samples(200, 1);
    ProbabilityFlow flow = flow(VP, Parameterization.EPSILON).tolerance(1e-3);
    double exact =
        flow.likelihood(samples, DATA.divergence(Parameterization.EPSILON), 0).natsPerDimension();
    Likelihood estimated = flow.likelihood(samples, Divergence.hutchinson(2), 5);
    assertEquals(exact, estimated.natsPerDimension(), 0.03);
    int slopes = flow.encode(samples).evaluations().get(0);
    assertTrue(estimated.evaluations().get(0) >= 2.5 * slopes, "four more for each slope");
    assertEquals(0, estimated.evaluations().get(0) % 5);
  }

  /**
   * Of one Gaussian of deviation d the way is straight in quantiles: x / sqrt(alpha^2 d^2 + ...).
   */
  @ParameterizedTest
  @MethodSource("sdes")
  void codesOfOneGaussianAreItsQuantiles(String sde) {
    GaussianMixture one =
        new GaussianMixture(List.of(1.0), List.of(ImmutableDoubleArray.of(0, 0)), 0.5);
    NoiseSchedule schedule = SdeTest.schedule(sde);
    ProbabilityFlow flow =
        ProbabilityFlow.of(
            one.denoiser(Parameterization.V), one.card(schedule, Parameterization.V));
    Tensor samples = one.samples(5, 3);
    float[] latents = flow.encode(samples).values().data();
    for (int i = 0; i < latents.length; i++) {
      double clean = quantile(samples.data()[i], schedule.level(1));
      double noisy = quantile(latents[i], schedule.level(1000));
      assertEquals(clean, noisy, 1e-4);
    }
  }

  private static double quantile(double scaled, Level level) {
    double scale = Math.hypot(level.alpha(), level.sigma());
    return scaled * scale / Math.hypot(level.alpha() * 0.5, level.sigma());
  }

  @Test
  void theRoundTripErrorFallsWithTheTolerance() {
    Tensor samples = DATA.samples(50, 1);
    double before = Double.POSITIVE_INFINITY;
    int evaluations = 0;
    for (double tolerance : new double[] {1e-3, 1e-4, 1e-5, 1e-6}) {
      ProbabilityFlow flow = flow(VP, Parameterization.V).tolerance(tolerance);
      Solution encoded = flow.encode(samples);
      double error = rms(samples, flow.decode(encoded.values()).values());
      assertTrue(error < before / 2, tolerance + ": " + error + " after " + before);
      assertTrue(encoded.evaluations().get(0) > evaluations);
      before = error;
      evaluations = encoded.evaluations().get(0);
    }
    assertTrue(before < 1e-5, "" + before);
  }

  /** A sample's steps are its own. */
  @Test
  void aSampleIsTheSameWhateverIsBesideIt() {
    Tensor samples = DATA.samples(7, 1);
    ProbabilityFlow flow = flow(VP, Parameterization.V);
    Divergence estimate = Divergence.hutchinson(1);
    Likelihood together = flow.likelihood(samples, estimate, 10);
    Likelihood alone = flow.likelihood(Tensor.wrap(samples.shape(), samples.row(4)), estimate, 14);
    assertEquals(together.nats().get(4), alone.nats().get(0));
    assertArrayEquals(together.latents().row(4), alone.latents().row(0));
  }

  /** The latents are the noise that requests start from. */
  @Test
  void aRequestDecodesTheLatent() {
    ModelCard card = DATA.card(VP, Parameterization.EPSILON);
    try (DiffusionPipeline pipeline =
        DiffusionPipeline.of(DATA.denoiser(Parameterization.EPSILON), card)) {
      Tensor samples = DATA.samples(10, 1);
      Tensor latents = ProbabilityFlow.of(pipeline.denoiser(), card).encode(samples).values();
      Tensor again =
          pipeline
              .request()
              .count(10)
              .start(latents)
              .sampler(Samplers.heun())
              .steps(500)
              .generate()
              .values();
      assertTrue(rms(samples, again) < 5e-3, "" + rms(samples, again));
    }
  }

  @Test
  void aClosedPipelineRefuses() {
    ModelCard card = DATA.card(VP, Parameterization.EPSILON);
    DiffusionPipeline pipeline =
        DiffusionPipeline.of(DATA.denoiser(Parameterization.EPSILON), card);
    ProbabilityFlow flow = ProbabilityFlow.of(pipeline.denoiser(), card);
    pipeline.close();
    assertThrows(PipelineClosedException.class, () -> flow.encode(DATA.samples(1, 1)));
  }

  /** The bits of a step of noise are those of the density over its width. */
  @Test
  void bitsCountThePrecision() {
    Likelihood one =
        new Likelihood(List.of(4 * Math.log(2)), Tensor.zeros(1, Shape.of(4)), List.of(1));
    assertEquals(-1, one.bitsPerDimension(1), 1e-12);
    assertEquals(6, one.bitsPerDimension(2 / 256.0), 1e-12);
  }

  @Test
  void everyShadeHasItsShareOfTheRange() {
    ModelCard card = DATA.card(VP, Parameterization.EPSILON);
    ProbabilityFlow flow = ProbabilityFlow.of(DATA.denoiser(Parameterization.EPSILON), card);
    for (int shade : new int[] {0, 1, 128, 255}) {
      float[] image = new float[4];
      Arrays.fill(image, card.range().fromByte(shade));
      for (float value : flow.dequantized(Tensor.wrap(Shape.of(4), image), 3).data()) {
        assertEquals(shade, Math.floor((value + 1) * 128), "" + value);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1000", "-1", "NaN"})
  void theCleanEndIsInside(double time) {
    assertEquals(
        "time = " + time + ": the flow starts after 0 and before 1000, such as at 1",
        message(() -> flow(VP, Parameterization.V).from(time)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-12, 2, Double.NaN})
  void theToleranceIsWithinReason(double tolerance) {
    assertTrue(
        message(() -> flow(VP, Parameterization.V).tolerance(tolerance))
            .startsWith("tolerance " + tolerance + " absolute"));
  }

  @Test
  void samplesOfAnotherShapeAreRefused() {
    assertEquals(
        "samples of 5: this model makes 4",
        message(() -> flow(VP, Parameterization.V).encode(Tensor.zeros(1, Shape.of(5)))));
  }

  /** A network that is noisier than the tolerance ends in words, not in endless steps. */
  @Test
  void aToleranceThatCannotBeMetIsTold() {
    AtomicInteger calls = new AtomicInteger();
    Denoiser noisy = e -> Arrays.fill(e.output().data(), 1e-2f * (calls.incrementAndGet() % 7));
    ProbabilityFlow flow =
        ProbabilityFlow.of(noisy, DATA.card(VP, Parameterization.V)).tolerance(1e-8);
    String told =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> flow.encode(DATA.samples(1, 1)))
                .getMessage());
    assertTrue(told.startsWith("sample 0 does not meet the tolerance 1.0E-8"), told);
  }

  @Test
  void noiseOfANetworkIsNamed() {
    Denoiser broken = e -> Arrays.fill(e.output().data(), Float.NaN);
    ProbabilityFlow flow = ProbabilityFlow.of(broken, DATA.card(VP, Parameterization.V));
    String told =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> flow.encode(DATA.samples(1, 1)))
                .getMessage());
    assertTrue(told.startsWith("the network gave NaN for sample 0"), told);
  }

  /** Dormand-Prince is of order 5: the evaluations grow as tolerance^(-1/5). */
  @Test
  void theSolverIsOfOrderFive() {
    DormandPrince.Field turning = (path, s, y) -> List.of(new double[] {-y.get(0)[1], y.get(0)[0]});
    double[] errors = new double[2];
    int[] evaluations = new int[2];
    for (int i = 0; i < 2; i++) {
      double tolerance = i == 0 ? 1e-4 : 1e-9;
      List<double[]> y = new ArrayList<>(Collections.singleton(new double[] {1, 0}));
      evaluations[i] =
          new DormandPrince(new Tolerance(tolerance, tolerance)).solve(turning, 0, 20, y).get(0);
      errors[i] = Math.hypot(y.get(0)[0] - Math.cos(20), y.get(0)[1] - Math.sin(20));
    }
    assertTrue(errors[1] < 1e-7, Arrays.toString(errors));
    // five powers of ten in the tolerance are one in the steps
    assertEquals(10, (double) evaluations[1] / evaluations[0], 2.5);
  }

  private static double rms(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      sum += Math.pow(a.data()[i] - b.data()[i], 2);
    }
    return Math.sqrt(sum / a.data().length);
  }

  private static String message(Runnable refused) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, refused::run).getMessage());
  }
}
