package io.github.diffusion4j.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field is honoured or refused by name. */
class SchedulerFieldsTest {

  static Stream<Arguments> fields() {
    return Arrays.stream(SchedulerClass.values())
        .flatMap(kind -> kind.defaults().keySet().stream().map(field -> Arguments.of(kind, field)));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aValueOfAnotherTypeIsRefusedByName(SchedulerClass kind, String field) {
    assertRefused(kind.className(), Map.of(field, Map.of("a", 1)), field);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aTextThatSaysNothingIsRefusedByName(SchedulerClass kind, String field) {
    assertRefused(kind.className(), Map.of(field, "nonsense"), field);
  }

  @ParameterizedTest
  @EnumSource
  void theDefaultsOfAClassAreUnderstood(SchedulerClass kind) {
    SchedulerConfig config = SchedulerConfig.of(kind.className(), Map.of());
    assertEquals(kind.className() + " ()", config.toString());
    assertTrue(Json.plan(config, 4).evaluations() >= 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          DDIMScheduler | beta_start: 0 | beta_start
          DDIMScheduler | beta_end: 1.5 | beta_end
          DDIMScheduler | trained_betas: [0.1, 2], num_train_timesteps: 2 | trained_betas
          DDIMScheduler | trained_betas: [0.1, 0.2] | num_train_timesteps
          DDIMScheduler | num_train_timesteps: 0 | num_train_timesteps
          DDIMScheduler | num_train_timesteps: 10.5 | num_train_timesteps
          DDIMScheduler | num_train_timesteps: null | num_train_timesteps
          DDIMScheduler | clip_sample_range: -1 | clip_sample_range
          DDIMScheduler | thresholding: true, dynamic_thresholding_ratio: 1.5 | dynamic_thresholding_ratio
          DDIMScheduler | thresholding: true, sample_max_value: 0 | sample_max_value
          DDIMScheduler | prediction_type: 'flow_prediction' | prediction_type
          DDIMInverseScheduler | timestep_spacing: 'linspace' | timestep_spacing
          DDPMScheduler | variance_type: 'learned' | variance_type
          DDPMScheduler | variance_type: 'fixed_large_log' | variance_type
          PNDMScheduler | prediction_type: 'sample' | prediction_type
          LCMScheduler | original_inference_steps: null | original_inference_steps
          LCMScheduler | original_inference_steps: 2000 | original_inference_steps
          LCMScheduler | timestep_scaling: 0 | timestep_scaling
          EulerAncestralDiscreteScheduler | prediction_type: 'sample' | prediction_type
          KDPM2DiscreteScheduler | prediction_type: 'sample' | prediction_type
          EulerDiscreteScheduler | use_karras_sigmas: true, use_beta_sigmas: true | use_karras_sigmas
          EulerDiscreteScheduler | use_karras_sigmas: 'yes' | use_karras_sigmas
          EulerDiscreteScheduler | sigma_min: 2, sigma_max: 1 | sigma_max
          EulerDiscreteScheduler | final_sigmas_type: 'one' | final_sigmas_type
          EulerDiscreteScheduler | interpolation_type: 'cubic' | interpolation_type
          EulerDiscreteScheduler | timestep_type: 'other' | timestep_type
          DPMSolverMultistepScheduler | algorithm_type: 'dpmsolver' | algorithm_type
          DPMSolverMultistepScheduler | algorithm_type: 'dpmsolver', final_sigmas_type: 'sigma_min', prediction_type: 'flow_prediction' | algorithm_type
          DPMSolverMultistepScheduler | algorithm_type: 'sde-dpmsolver', final_sigmas_type: 'sigma_min', solver_order: 3 | solver_order
          DPMSolverMultistepScheduler | solver_order: 4 | solver_order
          DPMSolverMultistepScheduler | solver_type: 'rk4' | solver_type
          DPMSolverMultistepScheduler | variance_type: 'fixed_small' | variance_type
          DPMSolverSinglestepScheduler | algorithm_type: 'sde-dpmsolver' | algorithm_type
          DPMSolverSinglestepScheduler | algorithm_type: 'dpmsolver', final_sigmas_type: 'sigma_min', thresholding: true | thresholding
          EDMDPMSolverMultistepScheduler | algorithm_type: 'dpmsolver' | algorithm_type
          EDMDPMSolverMultistepScheduler | algorithm_type: 'sde-dpmsolver++', solver_order: 3 | solver_order
          EDMEulerScheduler | sigma_schedule: 'linear' | sigma_schedule
          EDMEulerScheduler | prediction_type: 'sample' | prediction_type
          EDMEulerScheduler | sigma_max: 0.001 | sigma_max
          UniPCMultistepScheduler | shift_terminal: 0.1 | shift_terminal
          UniPCMultistepScheduler | use_flow_sigmas: true, use_beta_sigmas: true | use_flow_sigmas
          DPMSolverMultistepScheduler | use_flow_sigmas: true, use_karras_sigmas: true | use_flow_sigmas
          UniPCMultistepScheduler | solver_p: 'DDIM' | solver_p
          UniPCMultistepScheduler | predict_x0: false, prediction_type: 'flow_prediction', use_flow_sigmas: true | predict_x0
          UniPCMultistepScheduler | use_dynamic_shifting: true | use_dynamic_shifting
          UniPCMultistepScheduler | disable_corrector: ['x'] | disable_corrector
          FlowMatchEulerDiscreteScheduler | shift: 0 | shift
          FlowMatchEulerDiscreteScheduler | time_shift_type: 'cubic' | time_shift_type
          FlowMatchEulerDiscreteScheduler | use_karras_sigmas: true, use_exponential_sigmas: true | use_karras_sigmas
          FlowMatchEulerDiscreteScheduler | shift_terminal: 1 | shift_terminal
          CMStochasticIterativeScheduler | sigma_min: 0 | sigma_min
          CMStochasticIterativeScheduler | s_noise: -1 | s_noise
          RePaintScheduler | eta: 2 | eta
          RePaintScheduler | prediction_type: 'v_prediction' | prediction_type
          ScoreSdeVeScheduler | snr: 0 | snr
          ScoreSdeVeScheduler | correct_steps: -1 | correct_steps
          ScoreSdeVeScheduler | sampling_eps: 2 | sampling_eps
          """)
  void aValueThatCannotBeHonouredIsRefusedByName(String className, String json, String field) {
    assertRefused(className, Json.map(json), field);
  }

  private static void assertRefused(String className, Map<String, ?> entries, String field) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> SchedulerConfig.of(className, entries));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith(className + ": " + field + " = "), message);
  }

  @Test
  void aFieldThatNobodyKnowsIsRefusedWithTheOneThatWasMeant() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Json.config("EulerDiscreteScheduler", "use_karras_sigma: true"));
    assertEquals(
        "EulerDiscreteScheduler: use_karras_sigma = true: no such field is known; remove it if it"
            + " changes nothing; did you mean use_karras_sigmas?",
        refused.getMessage());
  }

  @Test
  void fieldsOfOtherClassesAndNotesAreIgnoredAndOtherClassesReported() {
    SchedulerConfig config =
        Json.config(
            "EulerDiscreteScheduler",
            "_class_name: 'PNDMScheduler', _diffusers_version: '0.6.0', skip_prk_steps: true,"
                + " set_alpha_to_one: false, steps_offset: 1, timestep_values: null");
    assertEquals(Set.of("set_alpha_to_one", "skip_prk_steps", "timestep_values"), config.ignored());
    assertEquals("EulerDiscreteScheduler (steps_offset 1)", config.toString());
  }

  @Test
  void aFieldThatWasAtItsDefaultWhenWrittenIsAtTheDefaultOfTheClass() {
    String fields = "beta_start: 0.001, beta_end: 0.012, _use_default_values: ['beta_start']";
    assertEquals(
        Json.config("HeunDiscreteScheduler", "beta_end: 0.012"),
        Json.config("HeunDiscreteScheduler", fields));
  }

  @Test
  void theClassIsThatOfTheEntriesUnlessAnotherIsAskedFor() {
    Map<String, Object> entries = Json.map("_class_name: 'DDIMScheduler', beta_end: 0.012");
    assertEquals("DDIMScheduler", SchedulerConfig.of(entries).className());
    assertEquals("DDPMScheduler", SchedulerConfig.of("DDPMScheduler", entries).className());
    assertThrows(
        IllegalArgumentException.class, () -> SchedulerConfig.of(Json.map("beta_end: 0.012")));
  }

  @Test
  void aClassThatIsNotSupportedIsRefusedWithThoseThatAre() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> SchedulerConfig.of("SASolverScheduler", Map.of()));
    assertTrue(String.valueOf(refused.getMessage()).contains("UniPCMultistepScheduler"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          DDIMScheduler | timesteps: [5]
          DDIMScheduler | eta: 2
          LMSDiscreteScheduler | order: 7
          TCDScheduler | eta: -0.5
          LCMScheduler | strength: 0
          LCMScheduler | original_inference_steps: 5000
          EulerDiscreteScheduler | timesteps: [5, 3], sigmas: [2, 1, 0]
          FlowMatchEulerDiscreteScheduler | mu: 1
          """)
  void anArgumentThatCannotBeHonouredIsRefused(String className, String arguments) {
    SchedulerConfig config = SchedulerConfig.of(className, Map.of());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> config.with(Json.map(arguments)));
    String name = arguments.substring(0, arguments.indexOf(':'));
    assertTrue(String.valueOf(refused.getMessage()).contains(name), refused.getMessage());
  }

  @Test
  void configurationsAreComparedByWhatTheySay() {
    SchedulerConfig config = Json.config("DDIMScheduler", "num_train_timesteps: 1000");
    assertEquals(SchedulerConfig.of("DDIMScheduler", Map.of()), config);
    assertEquals(SchedulerConfig.of("DDIMScheduler", Map.of()).sampler(), config.sampler());
    assertNotEquals(config, config.with(Map.of("eta", 1)));
    assertNotEquals(config, SchedulerConfig.of("DDIMParallelScheduler", Map.of()));
  }

  @Test
  void theDescriptionHasEveryFieldAndArgument() {
    String text =
        Json.config(
                "EulerDiscreteScheduler",
                "prediction_type: 'v_prediction', skip_prk_steps: true",
                "sigmas: [14, 3, 0]")
            .describe();
    List<String> expected =
        List.of(
            "EulerDiscreteScheduler\n",
            "  network predicts v",
            "  network is told index",
            "  prediction_type = v_prediction\n",
            "  num_train_timesteps = 1000\n",
            "  argument sigmas = [14.0, 3.0, 0.0]\n",
            "  skip_prk_steps: not a field of this class, ignored\n");
    expected.forEach(line -> assertTrue(text.contains(line), line + " in " + text));
  }
}
