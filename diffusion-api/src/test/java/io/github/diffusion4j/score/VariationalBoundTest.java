package io.github.diffusion4j.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.laws.GaussianMixture;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.DdpmVariance;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariationalBoundTest {
  private static final GaussianMixture DATA = SdeTest.DATA;
  private static final NoiseSchedule COURSE = NoiseSchedule.linear(500, 1e-4, 0.02);

  private static VariationalBound bound(Parameterization p) {
    return VariationalBound.of(DATA.denoiser(p), DATA.card(COURSE, p));
  }

  /** Beta-tilde is too small a variance for data that are no points, and costs the more. */
  @ParameterizedTest
  @CsvSource({"BETA, 0.010", "BETA_TILDE, 0.661"})
  void theBoundLiesAboveTheTruth(DdpmVariance variance, double gap) {
    Tensor samples = DATA.samples(4000, 1);
    double found =
        bound(Parameterization.EPSILON).variance(variance).of(samples, 7).natsPerDimension();
    double truth = DATA.natsPerDimension(samples);
    assertTrue(found > truth, found + " is below the truth " + truth);
    assertEquals(gap, found - truth, 0.015);
  }

  @Test
  void theTermsOfTheNetworkDoNotMatter() {
    Tensor samples = DATA.samples(20, 1);
    double epsilon = bound(Parameterization.EPSILON).of(samples, 7).natsPerDimension();
    assertEquals(epsilon, bound(Parameterization.V).of(samples, 7).natsPerDimension(), 1e-4);
    assertEquals(epsilon, bound(Parameterization.X0).of(samples, 7).natsPerDimension(), 1e-4);
  }

  /** Few steps bound worse. */
  @Test
  void fewerStepsCostBits() {
    Tensor samples = DATA.samples(2000, 1);
    VariationalBound.Terms few = bound(Parameterization.V).steps(20).of(samples, 7);
    VariationalBound.Terms many = bound(Parameterization.V).of(samples, 7);
    assertTrue(few.natsPerDimension() > many.natsPerDimension() + 0.05, few + " " + many);
    assertEquals(19, few.steps().size());
    assertEquals(500, few.times().get(0));
    assertEquals(
        few.bitsPerDimension(),
        (few.prior() + few.reconstruction() + few.steps().stream().mapToDouble(d -> d).sum())
            / Math.log(2),
        1e-12);
  }

  /** The probability of shades is the density times their width, where it hardly changes in one. */
  @Test
  void finelyCutShadesHaveTheirShareOfTheDensity() {
    Tensor samples = DATA.samples(50, 1).times(0.4); // inside the range
    VariationalBound density = bound(Parameterization.V);
    double width = 2 / 99_999.0;
    assertEquals(
        density.of(samples, 7).reconstruction() - Math.log(width),
        density.shades(100_000).of(samples, 7).reconstruction(),
        1e-4);
  }

  @Test
  void aVarianceThatIsNotPredictedIsRefused() {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> bound(Parameterization.V).variance(DdpmVariance.LEARNED_RANGE))
                .getMessage());
    assertEquals("mixture predicts no variance: take beta or beta-tilde", message);
  }

  /** A learned variance that says v = 1 is beta, and v = -1 beta-tilde. */
  @ParameterizedTest
  @CsvSource({"1, BETA", "-1, BETA_TILDE"})
  void aLearnedVarianceLiesBetweenTheTwo(float v, DdpmVariance same) {
    ModelCard card =
        ModelCard.builder(DATA.samples(1, 1).shape(), COURSE, Parameterization.EPSILON)
            .variance(ModelCard.Variance.LEARNED_RANGE)
            .build();
    Tensor samples = DATA.samples(10, 1);
    VariationalBound learned =
        VariationalBound.of(
                e -> {
                  Tensor plain = Tensor.zeros(e.rows(), e.x().shape());
                  DATA.denoiser(Parameterization.EPSILON)
                      .evaluate(Evaluation.of(e.x(), e.levels(), e.contexts(), plain));
                  for (int i = 0; i < e.output().data().length; i++) {
                    int row = i / 8;
                    e.output().data()[i] = i % 8 < 4 ? plain.data()[4 * row + i % 8] : v;
                  }
                },
                card)
            .variance(DdpmVariance.LEARNED_RANGE);
    assertEquals(
        bound(Parameterization.EPSILON).variance(same).of(samples, 7).natsPerDimension(),
        learned.of(samples, 7).natsPerDimension(),
        1e-9);
  }

  @ParameterizedTest
  @CsvSource({"1", "501"})
  void stepsAreThoseOfTheSchedule(int steps) {
    assertThrows(IllegalArgumentException.class, () -> bound(Parameterization.V).steps(steps));
  }
}
