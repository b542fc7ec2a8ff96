package io.github.diffusion4j.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grids and orders as the reference records them. */
class DpmGridTest {

  private static Config config(String fields, String setTimesteps) {
    String defaults =
        "num_train_timesteps: 1000, beta_start: 0.00085, beta_end: 0.012,"
            + " beta_schedule: 'scaled_linear', timestep_spacing: 'linspace',"
            + " final_sigmas_type: 'zero', flow_shift: 1, solver_order: 2,"
            + " lower_order_final: true, euler_at_final: false, steps_offset: 0";
    return new Config(
        map(defaults + ", " + fields),
        map(setTimesteps),
        Map.of(),
        1000,
        new double[0],
        new int[0]);
  }

  private static Map<String, JsonElement> map(String json) {
    return JsonParser.parseString("{" + json + "}").getAsJsonObject().asMap();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DPMSolverMultistepScheduler  | use_karras_sigmas: true      | 5 | 999 786 427 59 0
          DPMSolverMultistepScheduler  | use_beta_sigmas: true        | 5 | 999 966 874 634 0
          DPMSolverSinglestepScheduler | use_beta_sigmas: true        | 6 | 999 977 920 808 535 0
          DEISMultistepScheduler       | use_exponential_sigmas: true | 5 | 999 680 233 20 0
          """)
  void sigmasAlongACurveGiveTimesteps(String scheduler, String field, int steps, String expected) {
    DpmGrid grid = DpmGrid.of(scheduler, config(field, "num_inference_steps: " + steps));
    assertArrayEquals(numbers(expected), grid.timesteps());
  }

  @Test
  void unipcTurnsKarrasRatiosIntoFlowSigmas() {
    String fields =
        "use_flow_sigmas: true, use_karras_sigmas: true, sigma_min: 0.01, sigma_max: 200";
    DpmGrid grid = DpmGrid.of("UniPCMultistepScheduler", config(fields, "num_inference_steps: 5"));
    assertArrayEquals(new double[] {995, 978, 877, 360, 9}, grid.timesteps());
    assertEquals(200 / 201.0, grid.sigmas()[0], 1e-12);
    assertEquals(0, grid.sigmas()[5]);
  }

  @Test
  void clippingTheNoisiestStepsShortensTheWalk() {
    Config clipped =
        config(
            "beta_schedule: 'squaredcos_cap_v2', lambda_min_clipped: -5.1",
            "num_inference_steps: 4");
    double first = DpmGrid.of("DPMSolverMultistepScheduler", clipped).timesteps()[0];
    DpmTable table = DpmTable.of(clipped);
    assertEquals(999 - table.noisierThan(-5.1), first);
    assertEquals(-Math.log(table.at(first)), -5.1, 0.2);
  }

  @Test
  void theReferencesWordCountsAtABorderlineIndexAlone() {
    Config config = config("use_exponential_sigmas: true", "num_inference_steps: 5");
    DpmGrid grid = DpmGrid.of("DEISMultistepScheduler", config);
    double[] recorded = {998, 681, 233, 20, 0};
    assertArrayEquals(numbers("998 680 233 20 0"), grid.settled(recorded, 0).timesteps());
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
    String fields = "solver_order: " + order + ", final_sigmas_type: '" + end + "'";
    assertEquals(integers(expected), DpmOrders.singlestep(config(fields, ""), steps));
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 1 2 3 2 1", "3, 16, 1 2 3 3 3 3 3 3 3 3 3 3 3 3 3 1", "2, 3, 1 2 1"})
  void multistepSolversWarmUpAndComeDown(int order, int steps, String expected) {
    assertEquals(
        integers(expected), DpmOrders.multistep(config("solver_order: " + order, ""), steps));
  }

  @Test
  void unipcCorrectsInTheOrderOfThePredictorBefore() {
    Config config = config("solver_order: 3, disable_corrector: [1]", "");
    assertEquals(integers("1 2 3 3 2 1"), DpmOrders.predictors(config, 6));
    assertEquals(integers("0 1 0 3 3 2"), DpmOrders.correctors(config, 6));
  }

  @Test
  void whatTheReferenceRefusesIsRefused() {
    Config zero = config("algorithm_type: 'dpmsolver'", "");
    assertThrows(
        IllegalArgumentException.class, () -> DpmAlgorithm.of("DPMSolverMultistepScheduler", zero));
    Config crowded = config("timestep_spacing: 'leading'", "num_inference_steps: 1000");
    assertThrows(
        IllegalArgumentException.class, () -> DpmGrid.of("DEISMultistepScheduler", crowded));
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<Integer> integers(String text) {
    return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
  }
}
