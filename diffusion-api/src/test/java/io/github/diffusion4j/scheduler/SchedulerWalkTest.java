package io.github.diffusion4j.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Stage;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a configuration walks from noise, and from an image. */
class SchedulerWalkTest {

  /**
   * x' = x + (s' - s) epsilon, with x the noise times the first sigma and no scale for the rest.
   */
  @Test
  void eulerOfAConfigurationIsEulerInSigma() {
    SchedulerConfig config = SchedulerConfig.of("EulerDiscreteScheduler", Map.of());
    double[] sigmas = new double[6];
    for (int i = 0; i < 5; i++) {
      double t = 999 * (4 - i) / 4.0;
      Level below = config.schedule().level(1 + Math.floor(t));
      Level above = config.schedule().level(1 + Math.ceil(t));
      double share = t - Math.floor(t);
      sigmas[i] =
          (1 - share) * below.sigma() / below.alpha() + share * above.sigma() / above.alpha();
    }
    double x = 1.5 * sigmas[0];
    for (int i = 0; i < 5; i++) {
      x += (sigmas[i + 1] - sigmas[i]) * Math.tanh(x / Math.hypot(sigmas[i], 1));
    }
    assertEquals(x, sample(request(config).steps(5).start(value(1.5f))), 1e-4);
  }

  /** Also where the last sigma is not 0, it is x0 + s epsilon, which the next tool expects. */
  @Test
  void theResultIsTheSampleAndNotTheNetworksInput() {
    SchedulerConfig config =
        Json.config("EulerDiscreteScheduler", "final_sigmas_type: 'sigma_min'");
    Level end = Json.intervals(config, 3, 3).get(2).to();
    Level cleanest = config.schedule().level(1);
    assertEquals(1, end.alpha());
    assertEquals(cleanest.sigma() / cleanest.alpha(), end.sigma(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          EulerDiscreteScheduler          | timestep_spacing: 'linspace' | 0.5
          EulerDiscreteScheduler          | timestep_spacing: 'leading'  | 1
          FlowMatchEulerDiscreteScheduler | shift: 3                     | 1
          EDMEulerScheduler               | sigma_max: 3, sigma_min: 0.1 | 3.1622776601683795
          CMStochasticIterativeScheduler  | sigma_max: 7                 | 7
          ScoreSdeVeScheduler             | sigma_max: 50                | 50
          """)
  void theStartHasTheDeviationOfTheClass(String className, String fields, double expected) {
    // betas whose last level has sigma = 1/2, sigma^2 + alpha^2 = 1
    String betas = "trained_betas: [0.1, 0.16666666666666663], num_train_timesteps: 2, ";
    boolean table = className.equals("EulerDiscreteScheduler");
    SchedulerConfig config = Json.config(className, (table ? betas : "") + fields);
    Sampler sampler = config.sampler().ofLast(2, 2);
    Level first = Json.intervals(config, 2, 2).get(0).from();
    assertEquals(expected, sampler.startDeviation(first), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DDIMScheduler",
        "DDPMScheduler",
        "EulerDiscreteScheduler",
        "HeunDiscreteScheduler",
        "KDPM2DiscreteScheduler",
        "DPMSolverMultistepScheduler",
        "UniPCMultistepScheduler",
        "LCMScheduler",
        "FlowMatchEulerDiscreteScheduler"
      })
  void aWalkFromAnImageIsTheLastStepsOfTheWhole(String className) {
    SchedulerConfig config = SchedulerConfig.of(className, Map.of());
    List<Interval> whole = Json.intervals(config, 10, 10);
    assertEquals(whole.subList(4, 10), Json.intervals(config, 6, 10));
    // strength 0.6 of 10 steps, from clean zeros noised to the first level
    List<Double> told = new ArrayList<>();
    ModelCard card = card(config);
    try (DiffusionPipeline pipeline =
        DiffusionPipeline.of(
            e -> {
              told.add(config.networkTime().of(e.levels().get(0)));
              Arrays.fill(e.output().data(), 0);
            },
            card)) {
      pipeline.request().sampler(config.sampler()).steps(10).imageToImage(value(0), 0.6).generate();
    }
    assertEquals(config.networkTime().of(whole.get(4).from()), told.get(0), 1e-9);
  }

  @Test
  void aMultistepMethodWarmsUpWhereAWalkFromAnImageBegins() {
    SchedulerConfig config = Json.config("DPMSolverMultistepScheduler", "solver_order: 3");
    Sampler whole = config.sampler().ofLast(20, 20);
    Sampler last = config.sampler().ofLast(4, 20);
    Plan plan =
        Plan.compile(
            last, Json.intervals(config, 4, 20), config.parameterization(), config.thresholding());
    Plan plain =
        Plan.compile(
            Samplers.dpmSolverPlusPlus(),
            whole.intervals(config.schedule(), Spacing.trailing(), 20).subList(16, 17),
            config.parameterization(),
            config.thresholding());
    assertEquals(
        ((Stage.Evaluate) plain.stages().get(0)).nextState().state(),
        ((Stage.Evaluate) plan.stages().get(0)).nextState().state(),
        1e-12);
    assertEquals(4, plan.evaluations());
  }

  @Test
  void pndmFromAnImageBeginsItsHistoryAnew() {
    SchedulerConfig config = Json.config("PNDMScheduler", "skip_prk_steps: true");
    List<PndmCall> whole = PndmCall.linear(List.of(800, 600, 400, 200, 0), 0, 200, 1000);
    List<PndmCall> last = PndmCall.linear(List.of(800, 600, 400, 200, 0), 3, 200, 1000);
    assertEquals(6, whole.size());
    assertEquals(List.of(400, 200, 0), last.stream().map(PndmCall::time).toList());
    assertEquals(Map.of(0, 1.0), last.get(0).outputs());
    assertEquals(3, Json.intervals(config, 2, 5).size());
    SchedulerConfig rungeKutta = SchedulerConfig.of("PNDMScheduler", Map.of());
    assertThrows(IllegalArgumentException.class, () -> Json.intervals(rungeKutta, 2, 5));
    assertThrows(IllegalArgumentException.class, () -> Json.intervals(rungeKutta, 3, 3));
  }

  /** Where its grid is even, PNDM is the paper's: the sampler of this library. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pndmOnAnEvenGridIsThatOfThePaper(boolean linear) {
    SchedulerConfig config =
        Json.config("PNDMScheduler", "set_alpha_to_one: true, skip_prk_steps: " + linear);
    List<Interval> intervals = new ArrayList<>();
    for (int t = 900; t >= 0; t -= 100) {
      Level to = config.schedule().level(t == 0 ? 0 : t - 99);
      boolean rungeKutta = !linear && intervals.size() < 3;
      intervals.add(
          new Interval(
              config.schedule().level(t + 1),
              to,
              rungeKutta ? List.of(config.schedule().level(t - 49)) : List.of()));
    }
    Plan paper =
        Plan.compile(
            linear ? Samplers.plms() : Samplers.pndm(),
            intervals,
            Parameterization.EPSILON,
            Thresholding.none());
    assertEquals(result(paper), result(Json.plan(config, 10)), 1e-9);
  }

  @Test
  void singleStepSolversBeginARoundWhereAWalkFromAnImageBegins() {
    SchedulerConfig config =
        Json.config("DPMSolverSinglestepScheduler", "solver_order: 3, lower_order_final: true");
    // orders 1 2 3 1 2 3 1 2 3 1: from the fifth, 2 becomes 1 and 3 becomes 2
    List<Interval> last = Json.intervals(config, 6, 10);
    assertEquals(List.of(1, 2, 0), last.stream().map(i -> i.between().size()).toList());
  }

  @Test
  void aSamplerWithoutANumberOfStepsSaysWhatToDo() {
    Sampler sampler = SchedulerConfig.of("DDIMScheduler", Map.of()).sampler();
    NoiseSchedule schedule = NoiseSchedule.cosine(1000);
    List<Interval> intervals = sampler.intervals(schedule, Spacing.trailing(), 4);
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () -> Plan.compile(sampler, intervals, Parameterization.EPSILON, Thresholding.none()));
    assertTrue(String.valueOf(refused.getMessage()).contains("ofLast"));
  }

  /** The result of a plan on one number, with the formula of a network. */
  private static double result(Plan plan) {
    ModelCard card =
        ModelCard.builder(Shape.of(1, 1, 1), NoiseSchedule.cosine(1000), Parameterization.EPSILON)
            .build();
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(e -> tanh(e.x(), e.output()), card)) {
      return pipeline.request().start(value(0.7f)).generate(plan).values().data()[0];
    }
  }

  private static double sample(GenerationRequest request) {
    return request.generate().values().data()[0];
  }

  private static GenerationRequest request(SchedulerConfig config) {
    return DiffusionPipeline.of(e -> tanh(e.x(), e.output()), card(config))
        .request()
        .sampler(config.sampler())
        .thresholding(config.thresholding());
  }

  private static ModelCard card(SchedulerConfig config) {
    return ModelCard.builder(Shape.of(1, 1, 1), config.schedule(), config.parameterization())
        .time(config.networkTime())
        .variance(config.variance())
        .build();
  }

  private static void tanh(Tensor x, Tensor output) {
    for (int i = 0; i < x.data().length; i++) {
      output.data()[i] = (float) Math.tanh(x.data()[i]);
    }
  }

  private static Tensor value(float value) {
    return Tensor.wrap(Shape.of(1, 1, 1), new float[] {value});
  }
}
