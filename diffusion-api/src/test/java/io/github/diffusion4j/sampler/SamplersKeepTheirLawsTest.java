package io.github.diffusion4j.sampler;

import io.github.diffusion4j.laws.MarginalLaws;
import io.github.diffusion4j.plan.Sampler;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every entry of the catalogue, at every number of steps from 1 to 100. */
class SamplersKeepTheirLawsTest {
  /**
   * Not exact on one point: Euler-Maruyama is of first order, LCM blends x0-hat with the sample.
   */
  private static final Set<String> NOT_EXACT = Set.of("euler-maruyama", "lcm");

  /**
   * Nor these: variance beta, the SDE in epsilon and Langevin steps add more noise than one point
   * has, and inversion starts without any.
   */
  private static final Set<String> NOT_MARGINAL =
      Set.of(
          "ddpm-beta",
          "ddpm-learned",
          "ddim-inverse",
          "sde-dpm-solver",
          "predictor-corrector",
          "annealed-langevin");

  private record Laws(Catalogue.Entry entry) implements MarginalLaws {
    @Override
    public Sampler sampler() {
      return entry.sampler();
    }

    @Override
    public int evaluations(int steps) {
      return entry.evaluations().applyAsInt(steps);
    }

    @Override
    public int leastSteps() {
      return entry.leastSteps();
    }

    @Override
    public String toString() {
      return entry.name();
    }
  }

  static Stream<Laws> all() {
    return Catalogue.entries().stream().map(Laws::new);
  }

  static Stream<Laws> exact() {
    return all().filter(laws -> !NOT_EXACT.contains(laws.entry().name()));
  }

  static Stream<Laws> marginal() {
    return exact().filter(laws -> !NOT_MARGINAL.contains(laws.entry().name()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void evaluateAsOftenAsTheyClaim(Laws laws) {
    forEverySteps(laws, laws::evaluatesAsOftenAsClaimed);
  }

  @ParameterizedTest
  @MethodSource("all")
  void compileToTheSamePlan(Laws laws) {
    forEverySteps(laws, laws::compilesToTheSamePlan);
  }

  @ParameterizedTest
  @MethodSource("all")
  void areFiniteThroughout(Laws laws) {
    laws.everyCoefficientIsFinite();
  }

  @ParameterizedTest
  @MethodSource("exact")
  void carryAKnownSample(Laws laws) {
    for (double c : List.of(-1.0, 0.3, 1.0)) {
      forEverySteps(laws, steps -> laws.aKnownSampleStaysOnItsWay(steps, c));
    }
  }

  @ParameterizedTest
  @MethodSource("marginal")
  void keepTheMarginals(Laws laws) {
    forEverySteps(laws, laws::everyStateSitsOnTheSchedule);
  }

  private static void forEverySteps(Laws laws, java.util.function.IntConsumer law) {
    for (int steps = laws.leastSteps(); steps <= 100; steps++) {
      law.accept(steps);
    }
  }
}
