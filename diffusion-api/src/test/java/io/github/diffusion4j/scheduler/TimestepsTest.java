package io.github.diffusion4j.scheduler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.plan.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the network is told, as the reference library's set_timesteps has it. */
class TimestepsTest {
  private static final String STABLE_DIFFUSION =
      "beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          DDIMScheduler                | steps_offset: 1                                 | 4 | 751 501 251 1
          DDIMScheduler                | timestep_spacing: 'trailing'                    | 4 | 999 749 499 249
          DDIMScheduler                | timestep_spacing: 'trailing', num_train_timesteps: 7 | 6 | 6 5 4 2 1 0
          EulerDiscreteScheduler       | timestep_spacing: 'linspace'                    | 5 | 999 749.25 499.5 249.75 0
          EulerDiscreteScheduler       | timestep_spacing: 'linspace'                    | 1 | 0
          PNDMScheduler                | steps_offset: 1, skip_prk_steps: true           | 4 | 751 501 501 251 1
          PNDMScheduler                | steps_offset: 1                                 | 4 | 751 626 626 501 501 376 376 251 251 126 126 1 1
          HeunDiscreteScheduler        | timestep_spacing: 'leading'                     | 3 | 666 333 333 0 0
          DPMSolverMultistepScheduler  | use_karras_sigmas: true                         | 5 | 999 786 427 59 0
          DPMSolverMultistepScheduler  | use_beta_sigmas: true                           | 5 | 999 966 874 634 0
          DPMSolverMultistepScheduler  | timestep_spacing: 'leading', steps_offset: 1    | 4 | 801 601 401 201
          DPMSolverSinglestepScheduler | use_beta_sigmas: true                           | 6 | 999 977 920 808 535 0
          DEISMultistepScheduler       | use_exponential_sigmas: true                    | 5 | 999 680 233 20 0
          UniPCMultistepScheduler      | use_flow_sigmas: true, use_karras_sigmas: true, sigma_min: 0.01, sigma_max: 200, prediction_type: 'flow_prediction' | 5 | 995 978 877 360 9
          LCMScheduler                 | original_inference_steps: 50                    | 4 | 999 759 499 259
          LCMScheduler                 | original_inference_steps: 25                    | 4 | 999 759 519 279
          TCDScheduler                 | original_inference_steps: 100                   | 3 | 999 669 339
          TCDScheduler                 | original_inference_steps: null                  | 3 | 999 666 333
          FlowMatchEulerDiscreteScheduler | shift: 1                                     | 4 | 1000 667 334 1
          """)
  void areThoseOfTheConfiguration(String className, String fields, int steps, String expected) {
    String json = className.startsWith("Flow") ? fields : STABLE_DIFFUSION + ", " + fields;
    assertArrayEquals(numbers(expected), Json.told(Json.config(className, json), steps), 1e-9);
  }

  @Test
  void trailingNowAndThenHasOneTimestepMoreThanAskedFor() {
    double[] told = Json.told(Json.config("DDPMScheduler", "timestep_spacing: 'trailing'"), 60);
    assertEquals(60, told.length);
    SchedulerConfig euler = Json.config("EulerDiscreteScheduler", "timestep_spacing: 'trailing'");
    assertEquals(62, Json.told(euler, 61).length);
  }

  @Test
  void clippingTheNoisiestLevelsShortensTheWalk() {
    SchedulerConfig clipped =
        Json.config(
            "DPMSolverMultistepScheduler",
            "beta_schedule: 'squaredcos_cap_v2', lambda_min_clipped: -5.1");
    Interval first = Json.intervals(clipped, 4, 4).get(0);
    assertEquals(-5.1, first.from().lambda(), 0.2);
    assertTrue(first.from().lambda() >= -5.1);
  }

  @Test
  void aListOfTimestepsIsVisitedAsItIs() {
    double[] listed = {950, 700, 420, 200, 60, 5};
    for (String className :
        List.of("DDPMScheduler", "EulerDiscreteScheduler", "DPMSolverMultistepScheduler")) {
      SchedulerConfig config =
          SchedulerConfig.of(className, Map.of()).with(Map.of("timesteps", listed));
      assertArrayEquals(listed, Json.told(config, 6), 1e-9);
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> Json.told(config, 20));
      assertTrue(String.valueOf(refused.getMessage()).endsWith("ask for 6"), refused.getMessage());
    }
  }

  /** sigma = shift u / (1 + (shift - 1) u), and timesteps follow the shifted sigma. */
  @Test
  void aFlowShiftAppliesToGivenSigmasAndTimesteps() {
    SchedulerConfig flow = Json.config("FlowMatchEulerDiscreteScheduler", "shift: 3");
    double[] shifted = {1, 0.9, 0.75, 0.5};
    List<Interval> bySigmas =
        Json.intervals(flow.with(Map.of("sigmas", List.of(1, 0.75, 0.5, 0.25))), 4, 4);
    assertArrayEquals(shifted, sigmas(bySigmas), 1e-12);
    SchedulerConfig byTimesteps = flow.with(Map.of("timesteps", List.of(1000, 750, 500, 250)));
    assertArrayEquals(shifted, sigmas(Json.intervals(byTimesteps, 4, 4)), 1e-12);
    assertArrayEquals(new double[] {1000, 750, 500, 250}, Json.told(byTimesteps, 4), 1e-9);
    for (int i = 0; i < 4; i++) {
      assertEquals(1000 * (1 - i / 4.0), bySigmas.get(i).from().time(), 1e-9);
    }
  }

  /** mu is linear in the number of image tokens: 256 have base_shift, 4096 max_shift. */
  @Test
  void aDynamicShiftDependsOnTheSizeOfTheImage() {
    SchedulerConfig flux =
        Json.config("FlowMatchEulerDiscreteScheduler", "use_dynamic_shifting: true");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Json.told(flux, 4));
    assertTrue(String.valueOf(refused.getMessage()).contains("image_seq_len"));
    assertArrayEquals(
        Json.told(flux.with(Map.of("mu", 1.15)), 4),
        Json.told(flux.with(Map.of("image_seq_len", 4096)), 4),
        1e-9);
    double halfway = Math.exp((0.5 + 1.15) / 2);
    SchedulerConfig middle =
        flux.with(Map.of("image_seq_len", (256 + 4096) / 2, "sigmas", List.of(1, 0.5)));
    assertEquals(1000 * halfway / (halfway + 1), Json.told(middle, 2)[1], 1e-9);
  }

  @Test
  void aFlowIsStretchedToItsTerminal() {
    SchedulerConfig flow = Json.config("FlowMatchEulerDiscreteScheduler", "shift_terminal: 0.1");
    assertEquals(100, Json.told(flow, 4)[3], 1e-9);
    assertEquals(1000, Json.told(flow, 4)[0], 1e-9);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Json.told(flow, 1));
    assertTrue(String.valueOf(refused.getMessage()).contains("shift_terminal"));
  }

  @Test
  void theNumberOfDistilledStepsMayBeAnArgument() {
    SchedulerConfig lcm = SchedulerConfig.of("LCMScheduler", Map.of());
    assertArrayEquals(
        numbers("999 759 519 279"), Json.told(lcm.with(Map.of("original_inference_steps", 25)), 4));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Json.told(lcm.with(Map.of("original_inference_steps", 3)), 4));
    assertTrue(String.valueOf(refused.getMessage()).contains("distilled at 3"));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 5, zero, 1 2 1 2 1",
    "2, 10, zero, 1 2 1 2 1 2 1 2 1 1",
    "2, 10, sigma_min, 1 2 1 2 1 2 1 2 1 1",
    "3, 9, zero, 1 2 3 1 2 3 1 2 1",
    "3, 10, zero, 1 2 3 1 2 3 1 2 3 1",
    "3, 11, sigma_min, 1 2 3 1 2 3 1 2 3 1 2",
    "3, 2, zero, 1 1",
    "1, 3, zero, 1 1 1"
  })
  void singleStepSolversGoInRounds(int order, int steps, String end, String expected) {
    String fields =
        "lower_order_final: true, solver_order: %d, final_sigmas_type: '%s'".formatted(order, end);
    assertEquals(
        integers(expected), orders("DPMSolverSinglestepScheduler", fields).singlestep(steps));
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 1 2 3 2 1", "3, 16, 1 2 3 3 3 3 3 3 3 3 3 3 3 3 3 1", "2, 3, 1 2 1"})
  void multistepSolversWarmUpAndComeDown(int order, int steps, String expected) {
    DpmOrders orders = orders("DPMSolverMultistepScheduler", "solver_order: " + order);
    assertEquals(integers(expected), orders.multistep(steps));
  }

  @Test
  void unipcCorrectsInTheOrderOfThePredictorBefore() {
    DpmOrders orders = orders("UniPCMultistepScheduler", "solver_order: 3, disable_corrector: [1]");
    assertEquals(integers("1 2 3 3 2 1"), orders.predictors(6));
    assertEquals(integers("0 1 0 3 3 2"), orders.correctors(6));
  }

  @Test
  void moreStepsThanTimestepsAreRefused() {
    SchedulerConfig config = SchedulerConfig.of("DDIMScheduler", Map.of());
    assertThrows(IllegalArgumentException.class, () -> Json.told(config, 0));
    assertThrows(IllegalArgumentException.class, () -> Json.told(config, 1001));
    SchedulerConfig offset = Json.config("DDIMScheduler", "steps_offset: 1");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Json.told(offset, 1000));
    assertTrue(String.valueOf(refused.getMessage()).contains("steps_offset = 1"));
    SchedulerConfig crowded = Json.config("DEISMultistepScheduler", "timestep_spacing: 'leading'");
    assertThrows(IllegalArgumentException.class, () -> Json.told(crowded, 1000));
  }

  private static DpmOrders orders(String className, String fields) {
    SchedulerClass kind = SchedulerClass.named(className);
    return DpmOrders.of(new FieldReader(kind, Json.map(fields)).settings());
  }

  private static double[] sigmas(List<Interval> intervals) {
    return intervals.stream().mapToDouble(i -> i.from().sigma()).toArray();
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<Integer> integers(String text) {
    return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
  }
}
