package io.github.diffusion4j.scheduler;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that each class of schedulers knows, with their defaults. They are those of diffusers
 * 0.40. Where the default is null, it is {@link #NO_NUMBER}, {@link #NO_LIST} or {@link #NO_TEXT},
 * after the type of other values.
 */
final class Defaults {
  static final Null NO_NUMBER = Null.NUMBER;
  static final Null NO_LIST = Null.LIST;
  static final Null NO_TEXT = Null.TEXT;

  /** No value, and the type that one would have. */
  enum Null {
    NUMBER,
    LIST,
    TEXT
  }

  private Defaults() {}

  static final Map<String, Object> DDIM =
      join(betas(1e-4, 0.02), clip(true), thresholding(), spacing("leading"), zeroSnr(), one(true));

  static final Map<String, Object> DDIM_INVERSE =
      join(betas(1e-4, 0.02), clip(true), spacing("leading"), zeroSnr(), one(true));

  static final Map<String, Object> DDPM =
      join(
          betas(1e-4, 0.02),
          clip(true),
          thresholding(),
          spacing("leading"),
          zeroSnr(),
          Map.of("variance_type", "fixed_small"));

  static final Map<String, Object> PNDM =
      join(betas(1e-4, 0.02), spacing("leading"), one(false), Map.of("skip_prk_steps", false));

  static final Map<String, Object> DISTILLED =
      join(
          betas(0.00085, 0.012),
          Map.of("beta_schedule", "scaled_linear"),
          clip(false),
          thresholding(),
          spacing("leading"),
          zeroSnr(),
          one(true),
          Map.of("original_inference_steps", 50, "timestep_scaling", 10.0));

  static final Map<String, Object> EULER =
      join(
          betas(1e-4, 0.02),
          curves(),
          spacing("linspace"),
          zeroSnr(),
          Map.of("interpolation_type", "linear", "timestep_type", "discrete"),
          Map.of("sigma_min", NO_NUMBER, "sigma_max", NO_NUMBER, "final_sigmas_type", "zero"));

  static final Map<String, Object> EULER_ANCESTRAL =
      join(betas(1e-4, 0.02), spacing("linspace"), zeroSnr());

  static final Map<String, Object> HEUN =
      join(betas(0.00085, 0.012), curves(), clip(false), spacing("linspace"));

  static final Map<String, Object> KDPM2 =
      join(betas(0.00085, 0.012), curves(), spacing("linspace"));

  static final Map<String, Object> LMS = join(betas(1e-4, 0.02), curves(), spacing("linspace"));

  private static final Map<String, Object> SOLVER =
      join(
          betas(1e-4, 0.02),
          curves(),
          thresholding(),
          Map.of("solver_order", 2, "lower_order_final", true),
          Map.of("use_flow_sigmas", false, "flow_shift", 1.0),
          Map.of("use_dynamic_shifting", false, "time_shift_type", "exponential"));

  private static final Map<String, Object> DPM_SOLVER =
      join(
          SOLVER,
          Map.of("algorithm_type", "dpmsolver++", "solver_type", "midpoint"),
          Map.of("final_sigmas_type", "zero", "lambda_min_clipped", Double.NEGATIVE_INFINITY),
          Map.of("variance_type", NO_TEXT));

  static final Map<String, Object> DPM_SOLVER_MULTISTEP =
      join(
          DPM_SOLVER,
          spacing("linspace"),
          zeroSnr(),
          Map.of("euler_at_final", false, "use_lu_lambdas", false));

  static final Map<String, Object> DPM_SOLVER_SINGLESTEP =
      join(DPM_SOLVER, Map.of("lower_order_final", false));

  static final Map<String, Object> DEIS =
      join(SOLVER, spacing("linspace"), Map.of("algorithm_type", "deis", "solver_type", "logrho"));

  static final Map<String, Object> UNI_PC =
      join(
          SOLVER,
          spacing("linspace"),
          zeroSnr(),
          Map.of("solver_type", "bh2", "predict_x0", true, "final_sigmas_type", "zero"),
          Map.of("disable_corrector", List.of(), "solver_p", NO_TEXT),
          Map.of("sigma_min", NO_NUMBER, "sigma_max", NO_NUMBER, "shift_terminal", NO_NUMBER));

  static final Map<String, Object> EDM_EULER =
      join(
          Map.of("sigma_min", 0.002, "sigma_max", 80.0, "sigma_data", 0.5),
          Map.of("sigma_schedule", "karras", "rho", 7.0, "final_sigmas_type", "zero"),
          Map.of("num_train_timesteps", 1000, "prediction_type", "epsilon"));

  static final Map<String, Object> EDM_DPM_SOLVER =
      join(
          EDM_EULER,
          thresholding(),
          Map.of("solver_order", 2, "lower_order_final", true, "euler_at_final", false),
          Map.of("algorithm_type", "dpmsolver++", "solver_type", "midpoint"));

  static final Map<String, Object> CONSISTENCY =
      join(
          Map.of("sigma_min", 0.002, "sigma_max", 80.0, "sigma_data", 0.5),
          Map.of("num_train_timesteps", 40, "s_noise", 1.0, "rho", 7.0, "clip_denoised", true));

  static final Map<String, Object> FLOW_HEUN = Map.of("num_train_timesteps", 1000, "shift", 1.0);

  static final Map<String, Object> FLOW_EULER =
      join(
          FLOW_HEUN,
          curves(),
          Map.of("use_dynamic_shifting", false, "time_shift_type", "exponential"),
          Map.of("base_shift", 0.5, "max_shift", 1.15),
          Map.of("base_image_seq_len", 256, "max_image_seq_len", 4096),
          Map.of(
              "invert_sigmas", false, "shift_terminal", NO_NUMBER, "stochastic_sampling", false));

  static final Map<String, Object> RE_PAINT =
      join(betas(1e-4, 0.02), Map.of("eta", 0.0, "clip_sample", true));

  static final Map<String, Object> SCORE_SDE_VE =
      join(
          Map.of("num_train_timesteps", 2000, "snr", 0.15, "sampling_eps", 1e-5),
          Map.of("sigma_min", 0.01, "sigma_max", 1348.0, "correct_steps", 1));

  private static Map<String, Object> betas(double start, double end) {
    return join(
        Map.of("num_train_timesteps", 1000, "beta_start", start, "beta_end", end),
        Map.of("beta_schedule", "linear", "trained_betas", NO_LIST, "prediction_type", "epsilon"));
  }

  private static Map<String, Object> clip(boolean on) {
    return Map.of("clip_sample", on, "clip_sample_range", 1.0);
  }

  private static Map<String, Object> thresholding() {
    return Map.of(
        "thresholding", false, "dynamic_thresholding_ratio", 0.995, "sample_max_value", 1.0);
  }

  private static Map<String, Object> spacing(String name) {
    return Map.of("timestep_spacing", name, "steps_offset", 0);
  }

  private static Map<String, Object> curves() {
    return Map.of(
        "use_karras_sigmas", false, "use_exponential_sigmas", false, "use_beta_sigmas", false);
  }

  private static Map<String, Object> zeroSnr() {
    return Map.of("rescale_betas_zero_snr", false);
  }

  private static Map<String, Object> one(boolean on) {
    return Map.of("set_alpha_to_one", on);
  }

  @SafeVarargs
  private static Map<String, Object> join(Map<String, Object>... parts) {
    ImmutableMap.Builder<String, Object> all = ImmutableMap.builder();
    for (Map<String, Object> part : parts) {
      all.putAll(part);
    }
    return all.buildKeepingLast();
  }
}
