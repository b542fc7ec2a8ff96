package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.sampler.DpmCorrection;
import io.github.diffusion4j.sampler.DpmEquation;
import io.github.diffusion4j.sampler.Samplers;
import java.util.List;

/**
 * The formula of a DPM-Solver (2206.00927, 2211.01095).
 *
 * @param equation what is integrated
 * @param correction how differences are weighed
 */
record DpmAlgorithm(DpmEquation equation, DpmCorrection correction) {

  static DpmAlgorithm of(Settings s) {
    DpmEquation equation = equation(s);
    checkCombinations(s, equation);
    boolean heun =
        s.choice("solver_type", "midpoint", "heun", "logrho", "bh1", "bh2").equals("heun");
    DpmCorrection plain = heun ? DpmCorrection.HEUN : DpmCorrection.MIDPOINT;
    boolean singlestepMidpoint = !heun && s.kind() == SchedulerClass.DPM_SOLVER_SINGLESTEP;
    return new DpmAlgorithm(
        equation,
        equation == DpmEquation.SDE_DPM_PLUS_PLUS && !singlestepMidpoint
            ? new SdeCorrection(plain)
            : plain);
  }

  private static DpmEquation equation(Settings s) {
    String[] names =
        switch (s.kind()) {
          case EDM_DPM_SOLVER -> new String[] {"dpmsolver++", "sde-dpmsolver++"};
          case DPM_SOLVER_SINGLESTEP ->
              new String[] {"dpmsolver++", "dpmsolver", "sde-dpmsolver++", "deis"};
          default ->
              new String[] {"dpmsolver++", "dpmsolver", "sde-dpmsolver++", "sde-dpmsolver", "deis"};
        };
    return switch (s.choice("algorithm_type", names)) {
      case "dpmsolver" -> DpmEquation.DPM;
      case "sde-dpmsolver" -> DpmEquation.SDE_DPM;
      case "sde-dpmsolver++" -> DpmEquation.SDE_DPM_PLUS_PLUS;
      default -> DpmEquation.DPM_PLUS_PLUS; // deis: the reference turns it into dpmsolver++
    };
  }

  private static void checkCombinations(Settings s, DpmEquation equation) {
    boolean epsilon = equation == DpmEquation.DPM || equation == DpmEquation.SDE_DPM;
    if (epsilon && s.text("final_sigmas_type").equals("zero")) {
      throw s.refusal(
          "algorithm_type",
          "it integrates epsilon, which has no end at sigma 0; set final_sigmas_type to sigma_min, or use dpmsolver++");
    }
    if (epsilon && s.text("prediction_type").equals("flow_prediction")) {
      throw s.refusal(
          "algorithm_type", "it integrates epsilon; with flow_prediction use dpmsolver++");
    }
    boolean single = s.kind() == SchedulerClass.DPM_SOLVER_SINGLESTEP;
    if (single && equation == DpmEquation.DPM && s.is("thresholding")) {
      throw s.refusal(
          "thresholding", "dpmsolver integrates epsilon and has no x0; use dpmsolver++");
    }
    boolean edm = s.kind() == SchedulerClass.EDM_DPM_SOLVER;
    boolean twoAtMost =
        equation == DpmEquation.SDE_DPM || (edm && equation == DpmEquation.SDE_DPM_PLUS_PLUS);
    if (twoAtMost && s.whole("solver_order") > 2) {
      throw s.refusal("solver_order", s.text("algorithm_type") + " has orders 1 and 2");
    }
  }

  /** In multistep form, step i of an order of its own; some steps are left out at the start. */
  Sampler multistep(List<Integer> orders, int skipped) {
    Sampler sampler =
        Samplers.dpmSolver(equation, correction, 3)
            .withOrders((i, n, order) -> orders.get(i + skipped));
    return equation == DpmEquation.SDE_DPM ? new SdeFromNoSignal(sampler) : sampler;
  }

  Sampler singlestep() {
    return Samplers.dpmSolverSinglestep(equation, correction, 3);
  }

  /**
   * At order 3 of the stochastic solver D2 is weighed by phi_2(z) + 1/2, as the reference library
   * does.
   */
  private record SdeCorrection(DpmCorrection plain) implements DpmCorrection {
    @Override
    public double second(double z) {
      return plain.second(z);
    }

    @Override
    public double third(double z) {
      return (Math.expm1(z) - z) / (z * z) + 0.5;
    }
  }
}
