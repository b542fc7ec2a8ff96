package io.github.diffusion4j.golden;

import java.util.stream.Stream;

/** The reference's solvers that share a grid, and how it differs between them. */
enum DpmScheduler {
  MULTISTEP("DPMSolverMultistepScheduler"),
  SINGLESTEP("DPMSolverSinglestepScheduler"),
  UNIPC("UniPCMultistepScheduler"),
  DEIS("DEISMultistepScheduler");

  private final String scheduler;

  DpmScheduler(String scheduler) {
    this.scheduler = scheduler;
  }

  static DpmScheduler of(String scheduler) {
    return Stream.of(values())
        .filter(kind -> kind.scheduler.equals(scheduler))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(scheduler + " has a grid of another kind"));
  }

  boolean fixedTimesteps() {
    return this == UNIPC || this == DEIS;
  }

  /** Single-step solvers know one spacing. */
  String spacing(Config config) {
    return this == SINGLESTEP ? "linspace" : config.text("timestep_spacing");
  }

  /** Multistep DPM-Solver drops fractions on a cosine schedule where it rounds on others. */
  boolean rounds(DpmCurve curve, Config config) {
    boolean cosine = config.text("beta_schedule").equals("squaredcos_cap_v2");
    return curve.rounds() && !(this == MULTISTEP && cosine);
  }

  /** The sigma after the last step, where sigmas come from timesteps. */
  double endOfTimesteps(Config config, DpmTable table) {
    return !endsAtZero(config) ? table.first() : 0;
  }

  /**
   * The sigma after the last step, where timesteps come from sigmas. DEIS and UniPC repeat the last
   * one; DPM-Solver goes to the ratio of the first training step, even from flow sigmas.
   */
  double endOfSigmas(Config config, double[] visited, DpmTable table) {
    boolean repeats = this == DEIS || this == UNIPC;
    return endsAtZero(config) ? 0 : repeats ? visited[visited.length - 1] : table.first();
  }

  private boolean endsAtZero(Config config) {
    if (this == DEIS) {
      return false;
    }
    String end = config.text("final_sigmas_type");
    DpmRefusals.refuse(!end.equals("zero") && !end.equals("sigma_min"), "final_sigmas_type " + end);
    return end.equals("zero");
  }
}
