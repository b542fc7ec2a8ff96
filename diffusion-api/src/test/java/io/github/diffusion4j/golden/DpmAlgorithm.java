package io.github.diffusion4j.golden;

import java.util.Set;

/** The formulas of the reference's DPM solvers. */
enum DpmAlgorithm {
  /** On epsilon, 2206.00927. */
  DPM,
  /** On x0, 2211.01095. */
  DPM_PLUS_PLUS,
  SDE_DPM,
  SDE_DPM_PLUS_PLUS;

  private static final Set<String> MIDPOINTS = Set.of("midpoint", "logrho", "bh1", "bh2");

  static DpmAlgorithm of(String scheduler, Config config) {
    String name = config.text("algorithm_type");
    DpmAlgorithm algorithm =
        switch (name) {
          case "dpmsolver" -> DPM;
          case "dpmsolver++", "deis" -> DPM_PLUS_PLUS;
          case "sde-dpmsolver" -> SDE_DPM;
          case "sde-dpmsolver++" -> SDE_DPM_PLUS_PLUS;
          default -> throw new IllegalArgumentException("algorithm_type " + name);
        };
    boolean single = scheduler.equals("DPMSolverSinglestepScheduler");
    boolean edm = scheduler.equals("EDMDPMSolverMultistepScheduler");
    DpmRefusals.refuse(
        (edm && !algorithm.predictsX0()) || (single && algorithm == SDE_DPM),
        name + " in " + scheduler);
    DpmRefusals.refuse(
        !algorithm.predictsX0() && config.text("final_sigmas_type").equals("zero"),
        name + " with a final sigma of 0");
    DpmRefusals.refuse(
        single && algorithm == DPM && config.is("thresholding"), name + " with thresholding");
    DpmRefusals.refuse(
        !algorithm.predictsX0() && config.text("prediction_type").equals("flow_prediction"),
        name + " with flow_prediction");
    return algorithm;
  }

  /** The reference has no third order of two of its stochastic solvers. */
  void checkOrder(String scheduler, int order) {
    boolean edm = scheduler.equals("EDMDPMSolverMultistepScheduler");
    DpmRefusals.refuse(
        order == 3 && (this == SDE_DPM || (edm && this == SDE_DPM_PLUS_PLUS)),
        this + " of order 3 in " + scheduler);
  }

  boolean predictsX0() {
    return this == DPM_PLUS_PLUS || this == SDE_DPM_PLUS_PLUS;
  }

  /** One draw a step, even where its weight is 0. */
  boolean drawsNoise() {
    return this == SDE_DPM || this == SDE_DPM_PLUS_PLUS;
  }

  /** Whether the second term follows Heun's weights; else those of the midpoint. */
  static boolean isHeun(Config config) {
    String type = config.text("solver_type");
    DpmRefusals.refuse(!type.equals("heun") && !MIDPOINTS.contains(type), "solver_type " + type);
    return type.equals("heun");
  }
}
