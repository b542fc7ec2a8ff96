package io.github.diffusion4j.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diffusion4j.laws.GaussianMixture;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.model.Parameterization.XRawCoefficients;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Epsilon, score, x0, v and flow say the same, on every schedule. */
class ConversionTest {
  private static final GaussianMixture DATA = SdeTest.DATA;

  @Provide
  Arbitrary<Parameterization> terms() {
    return Arbitraries.of(
        Parameterization.EPSILON,
        Parameterization.SCORE,
        Parameterization.X0,
        Parameterization.V,
        Parameterization.FLOW,
        Parameterization.edm(0.5));
  }

  @Provide
  Arbitrary<NoiseSchedule> schedules() {
    return Arbitraries.of(
        NoiseSchedule.variancePreserving(1000, 0.1, 20),
        NoiseSchedule.subVariancePreserving(1000, 0.1, 20),
        NoiseSchedule.exponential(1000, 0.01, 50),
        NoiseSchedule.edm(1000, 0.002, 80, 0.5),
        NoiseSchedule.cosine(1000),
        NoiseSchedule.linear(500, 1e-4, 0.02),
        NoiseSchedule.flow(1000, 3));
  }

  /** There and back, relative to what is said. */
  @Property
  void anAnswerComesBack(
      @ForAll("terms") Parameterization from,
      @ForAll("terms") Parameterization to,
      @ForAll("schedules") NoiseSchedule schedule,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double place,
      @ForAll @DoubleRange(min = -3, max = 3) double x,
      @ForAll @DoubleRange(min = -3, max = 3) double raw) {
    Level level = schedule.level(place * schedule.steps());
    double there = apply(Conversion.coefficients(from, to, level), x, raw);
    double back = apply(Conversion.coefficients(to, from, level), x, there);
    assertEquals(raw, back, 1e-5);
  }

  private static double apply(XRawCoefficients of, double x, double raw) {
    return of.x() * x + of.raw() * raw;
  }

  /** A perfect network in other terms is the perfect network of those terms. */
  @Property(tries = 300)
  void aPerfectNetworkStaysPerfect(
      @ForAll("terms") Parameterization from,
      @ForAll("terms") Parameterization to,
      @ForAll("schedules") NoiseSchedule old,
      @ForAll("schedules") NoiseSchedule schedule,
      @ForAll @DoubleRange(min = 0.2, max = 0.8) double place) {
    ModelCard oldCard = DATA.card(old, from);
    ModelCard card = DATA.card(schedule, to);
    Denoiser converted = Conversion.of(oldCard, card).denoiser(DATA.denoiser(from));
    // signal and noise of one size, so that float32 carries both
    double logSnr = 4 * (0.5 - place);
    Level level = schedule.level(schedule.timeAt(logSnr));
    float[] expected = raw(DATA.denoiser(to), level);
    float[] found = raw(converted, level);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], 1e-5 * Math.max(1, Math.abs(expected[i])));
    }
  }

  private static float[] raw(Denoiser denoiser, Level level) {
    float[] x = {0.4f, -0.7f, 1.1f, 0.2f};
    for (int i = 0; i < x.length; i++) {
      x[i] *= (float) (level.inputScale() * Math.hypot(level.alpha(), level.sigma()));
    }
    Tensor output = Tensor.zeros(1, Shape.of(4));
    denoiser.evaluate(
        Evaluation.of(
            Tensor.wrap(Shape.of(4), x),
            List.of(level),
            List.of(ContextVector.unconditional()),
            output));
    return output.data();
  }

  /** Where a sampler tells the network another time, it is told the old schedule's. */
  @Test
  void whatTheNetworkIsToldIsConvertedToo() {
    NoiseSchedule old = NoiseSchedule.cosine(1000);
    NoiseSchedule schedule = NoiseSchedule.exponential(1000, 0.01, 50);
    double[] told = new double[1];
    Denoiser network = e -> told[0] = e.levels().get(0).time();
    Denoiser converted =
        Conversion.of(DATA.card(old, Parameterization.V), DATA.card(schedule, Parameterization.V))
            .denoiser(network);
    raw(converted, schedule.level(300).toldAs(schedule.level(500)));
    assertEquals(old.timeAt(schedule.level(500).logSnr()), told[0], 1e-9);
    raw(converted, schedule.level(300));
    assertEquals(old.timeAt(schedule.level(300).logSnr()), told[0], 1e-9);
  }

  @Test
  void shapesStay() {
    ModelCard card = DATA.card(NoiseSchedule.cosine(10), Parameterization.V);
    ModelCard other =
        ModelCard.builder(Shape.of(5), NoiseSchedule.cosine(10), Parameterization.V).build();
    assertThrows(IllegalArgumentException.class, () -> Conversion.of(card, other));
  }
}
