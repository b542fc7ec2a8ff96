package io.github.diffusion4j.golden;

import java.util.Optional;

/** What the reference's solvers refuse of a grid. */
final class DpmRefusals {
  private DpmRefusals() {}

  static void check(DpmScheduler kind, Config config, Optional<DpmCurve> curve) {
    boolean flow = config.is("use_flow_sigmas");
    boolean custom = config.asks("timesteps");
    refuse(custom && kind.fixedTimesteps(), "timesteps: this scheduler chooses its own");
    refuse(custom && curve.isPresent(), "timesteps with a curve of sigmas");
    refuse(custom && flow && kind == DpmScheduler.MULTISTEP, "timesteps with flow sigmas");
    boolean counted = config.asks("num_inference_steps");
    refuse(custom && counted, "both num_inference_steps and timesteps");
    refuse(!custom && !counted && !config.asks("sigmas"), "no num_inference_steps");
    refuse(config.asks("sigmas") && !flow, "sigmas without flow sigmas");
    refuse(config.has("shift_terminal") && !flow, "shift_terminal without flow sigmas");
    boolean dynamic = config.is("use_dynamic_shifting");
    boolean mu = config.asks("mu");
    refuse(kind == DpmScheduler.UNIPC && dynamic && !mu, "dynamic shifting without mu");
    refuse(
        kind != DpmScheduler.UNIPC
            && mu
            && !(dynamic && config.text("time_shift_type").equals("exponential")),
        "mu without exponential dynamic shifting");
  }

  static void refuse(boolean asked, String what) {
    if (asked) {
      throw new IllegalArgumentException("the reference refuses: " + what);
    }
  }
}
