package io.github.diffusion4j.golden;

/** What the reference holds after set_timesteps, computed from the fields of a configuration. */
sealed interface ReferenceGrid permits SigmaGrid, ScoreSdeGrid, RePaintWalk {

  /** One a call of the network, in order, repeats included. */
  double[] timesteps();

  /** As the reference holds them, empty where it holds none. */
  double[] sigmas();

  double initNoiseSigma();

  /** Knows the thirteen schedulers that count in sigmas, the score SDEs and RePaint. */
  static ReferenceGrid of(String scheduler, Config config) {
    return switch (scheduler) {
      case "EulerDiscreteScheduler",
          "EulerAncestralDiscreteScheduler",
          "HeunDiscreteScheduler",
          "KDPM2DiscreteScheduler",
          "KDPM2AncestralDiscreteScheduler",
          "LMSDiscreteScheduler" ->
          DiscreteGrid.of(scheduler, config);
      case "FlowMatchEulerDiscreteScheduler" -> FlowGrid.euler(config);
      case "FlowMatchHeunDiscreteScheduler" -> FlowGrid.heun(config);
      case "EDMEulerScheduler" -> EdmGrid.of(config);
      case "CMStochasticIterativeScheduler" -> ConsistencyGrid.of(config);
      case "ScoreSdeVeScheduler" -> ScoreSdeGrid.exploding(config);
      case "ScoreSdeVpScheduler" -> ScoreSdeGrid.preserving(config);
      case "RePaintScheduler" -> RePaintWalk.of(config);
      default -> throw new IllegalArgumentException("no grid for " + scheduler);
    };
  }
}
