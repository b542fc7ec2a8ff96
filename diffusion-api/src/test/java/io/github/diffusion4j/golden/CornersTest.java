package io.github.diffusion4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.Gson;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Stage;
import org.junit.jupiter.api.Test;

/** Configurations that the committed trajectories do not reach. */
class CornersTest {

  @Test
  void aShiftMayRoundTheFirstSigmaPastOne() {
    assertEquals(
        4,
        plan(
                "FlowMatchEulerDiscreteScheduler",
                "{num_train_timesteps: 1000, shift: 0.1}",
                "{num_inference_steps: 4}")
            .evaluations());
  }

  @Test
  void theSdeKeepsItsNoiseWhereThereIsNoSignal() {
    Plan plan =
        plan(
            "DPMSolverMultistepScheduler",
            """
            {num_train_timesteps: 1000, beta_schedule: squaredcos_cap_v2, beta_start: 1e-4,
             beta_end: 0.02, timestep_spacing: trailing, steps_offset: 0, solver_order: 2,
             algorithm_type: sde-dpmsolver, solver_type: midpoint, final_sigmas_type: sigma_min,
             prediction_type: v_prediction, lower_order_final: true, euler_at_final: false,
             lambda_min_clipped: -Infinity}
            """,
            "{num_inference_steps: 9}");
    assertNotEquals(Stage.NO_DRAW, plan.stages().get(0).draw());
  }

  @Test
  void aMultistepMethodMakesItsCallsWhereThereIsNoSignal() {
    Plan plan =
        plan(
            "PNDMScheduler",
            """
            {num_train_timesteps: 1000, beta_schedule: squaredcos_cap_v2, beta_start: 1e-4,
             beta_end: 0.02, timestep_spacing: leading, steps_offset: 1, skip_prk_steps: true,
             prediction_type: epsilon, set_alpha_to_one: false}
            """,
            "{num_inference_steps: 500}");
    assertEquals(501, plan.evaluations());
  }

  private static Plan plan(String scheduler, String config, String setTimesteps) {
    String json =
        "{config: %s, set_timesteps: %s, step_kwargs: {}, model_T: 1000, timesteps: []}"
            .formatted(config, setTimesteps);
    GoldenFile.Case c = new Gson().fromJson(json, GoldenFile.Case.class);
    return Mapping.of(ReferenceCall.of(scheduler, c)).plan();
  }
}
