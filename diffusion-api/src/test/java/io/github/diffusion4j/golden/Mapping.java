package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.PlanCompiler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.Level;
import java.util.function.DoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A configuration of the reference in the terms of this library. All of it comes from the name of
 * the scheduler and the fields of the configuration.
 *
 * @param route intervals and their samplers
 * @param parameterization what the reference reads in the network's output
 * @param shaping of x0-hat
 * @param network the formula; its time is the reference's timestep
 * @param initNoiseSigma what the reference multiplies its start by
 * @param noising the level that forward noising at a timestep leads to
 * @param setting of the compiler, such as {@link PlanCompiler#keepingKnown}
 * @param stages how many stages of the plan a recorded call is, by its index; mostly 1
 */
record Mapping(
    Route route,
    Parameterization parameterization,
    Thresholding shaping,
    Network network,
    double initNoiseSigma,
    DoubleFunction<Level> noising,
    UnaryOperator<PlanCompiler> setting,
    IntUnaryOperator stages) {

  /** Without shaping, a start of deviation 1, a stage a call. */
  Mapping(
      Route route,
      Parameterization parameterization,
      Network network,
      DoubleFunction<Level> noising) {
    this(
        route,
        parameterization,
        Thresholding.none(),
        network,
        1,
        noising,
        UnaryOperator.identity(),
        call -> 1);
  }

  /**
   * Finds what a configuration means.
   *
   * @throws IllegalArgumentException if the reference refuses it, or this library does
   */
  static Mapping of(String scheduler, Config config) {
    return switch (scheduler) {
      case "DDIMScheduler" -> AlphaBarMapping.ddim(config);
      case "DDIMInverseScheduler" -> AlphaBarMapping.ddimInverse(config);
      case "DDPMScheduler" -> AlphaBarMapping.ddpm(config);
      case "PNDMScheduler" -> PndmMapping.of(config);
      case "LCMScheduler" -> DistilledMapping.lcm(config);
      case "TCDScheduler" -> DistilledMapping.tcd(config);
      case "FlowMatchEulerDiscreteScheduler" -> FlowMapping.euler(config);
      case "FlowMatchHeunDiscreteScheduler" -> FlowMapping.heun(config);
      case "CMStochasticIterativeScheduler" -> ConsistencyMapping.of(config);
      case "ScoreSdeVeScheduler" -> ScoreSdeMapping.exploding(config);
      case "ScoreSdeVpScheduler" -> ScoreSdeMapping.preserving(config);
      case "RePaintScheduler" -> RePaintMapping.of(config);
      case "DPMSolverMultistepScheduler", "EDMDPMSolverMultistepScheduler" ->
          DpmMapping.multistep(scheduler, config);
      case "DPMSolverSinglestepScheduler" -> DpmMapping.singlestep(scheduler, config);
      case "UniPCMultistepScheduler" -> DpmMapping.uniPc(scheduler, config);
      case "DEISMultistepScheduler" -> DpmMapping.deis(scheduler, config);
      default -> SigmaMapping.of(scheduler, config);
    };
  }

  Mapping withShaping(Thresholding newShaping) {
    return new Mapping(
        route, parameterization, newShaping, network, initNoiseSigma, noising, setting, stages);
  }

  Mapping withNetwork(Network newNetwork) {
    return new Mapping(
        route, parameterization, shaping, newNetwork, initNoiseSigma, noising, setting, stages);
  }

  Mapping withInitNoiseSigma(double sigma) {
    return new Mapping(route, parameterization, shaping, network, sigma, noising, setting, stages);
  }

  Mapping withSetting(UnaryOperator<PlanCompiler> newSetting) {
    return new Mapping(
        route, parameterization, shaping, network, initNoiseSigma, noising, newSetting, stages);
  }

  Mapping withStages(IntUnaryOperator newStages) {
    return new Mapping(
        route, parameterization, shaping, network, initNoiseSigma, noising, setting, newStages);
  }

  Plan plan() {
    PlanCompiler compiler = setting.apply(PlanCompiler.of(parameterization, shaping));
    return compiler.compile(route, route.intervals());
  }

  /**
   * What the start has to be multiplied by: a plan scales what it is given to the deviation of its
   * first level, the reference by a number of its own.
   */
  double startScale() {
    Level first = route.intervals().get(0).from();
    return initNoiseSigma / Math.hypot(first.alpha(), first.sigma());
  }
}
