package io.github.diffusion4j.scheduler;

import com.google.common.collect.ImmutableSet;
import io.github.diffusion4j.names.Names;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The classes of schedulers that are understood. */
@SuppressWarnings("ImmutableEnumChecker") // maps and functions that nobody changes
enum SchedulerClass {
  DDIM("DDIMScheduler", Defaults.DDIM, AlphaBarMapping::ddim, "eta", "use_clipped_model_output"),
  DDIM_PARALLEL("DDIMParallelScheduler", Defaults.DDIM, AlphaBarMapping::ddim, "eta"),
  DDIM_INVERSE("DDIMInverseScheduler", Defaults.DDIM_INVERSE, AlphaBarMapping::ddimInverse),
  DDPM("DDPMScheduler", Defaults.DDPM, AlphaBarMapping::ddpm, "timesteps"),
  DDPM_PARALLEL("DDPMParallelScheduler", Defaults.DDPM, AlphaBarMapping::ddpm, "timesteps"),
  PNDM("PNDMScheduler", Defaults.PNDM, PndmMapping::of),
  LCM(
      "LCMScheduler",
      Defaults.DISTILLED,
      DistilledMapping::lcm,
      "timesteps",
      "original_inference_steps",
      "strength"),
  TCD(
      "TCDScheduler",
      Defaults.DISTILLED,
      DistilledMapping::tcd,
      "timesteps",
      "original_inference_steps",
      "strength",
      "eta"),
  EULER("EulerDiscreteScheduler", Defaults.EULER, SigmaMapping::euler, "timesteps", "sigmas"),
  EULER_ANCESTRAL(
      "EulerAncestralDiscreteScheduler", Defaults.EULER_ANCESTRAL, SigmaMapping::eulerAncestral),
  HEUN(
      "HeunDiscreteScheduler",
      Defaults.HEUN,
      SigmaMapping::heun,
      "timesteps",
      "num_train_timesteps"),
  KDPM2("KDPM2DiscreteScheduler", Defaults.KDPM2, SigmaMapping::kdpm2, "num_train_timesteps"),
  KDPM2_ANCESTRAL(
      "KDPM2AncestralDiscreteScheduler",
      Defaults.KDPM2,
      SigmaMapping::kdpm2Ancestral,
      "num_train_timesteps"),
  LMS("LMSDiscreteScheduler", Defaults.LMS, SigmaMapping::lms, "order"),
  DPM_SOLVER_MULTISTEP(
      "DPMSolverMultistepScheduler",
      Defaults.DPM_SOLVER_MULTISTEP,
      DpmMapping::multistep,
      "timesteps",
      "mu"),
  DPM_SOLVER_SINGLESTEP(
      "DPMSolverSinglestepScheduler",
      Defaults.DPM_SOLVER_SINGLESTEP,
      DpmMapping::singlestep,
      "timesteps",
      "mu"),
  DEIS("DEISMultistepScheduler", Defaults.DEIS, DpmMapping::deis, "mu"),
  UNI_PC("UniPCMultistepScheduler", Defaults.UNI_PC, DpmMapping::uniPc, "sigmas", "mu"),
  EDM_EULER("EDMEulerScheduler", Defaults.EDM_EULER, EdmMapping::euler, "sigmas"),
  EDM_DPM_SOLVER("EDMDPMSolverMultistepScheduler", Defaults.EDM_DPM_SOLVER, EdmMapping::dpm),
  CONSISTENCY(
      "CMStochasticIterativeScheduler", Defaults.CONSISTENCY, ConsistencyMapping::of, "timesteps"),
  FLOW_EULER(
      "FlowMatchEulerDiscreteScheduler",
      Defaults.FLOW_EULER,
      FlowMapping::euler,
      "timesteps",
      "sigmas",
      "mu",
      "image_seq_len"),
  FLOW_HEUN("FlowMatchHeunDiscreteScheduler", Defaults.FLOW_HEUN, FlowMapping::heun),
  RE_PAINT(
      "RePaintScheduler", Defaults.RE_PAINT, RePaintMapping::of, "jump_length", "jump_n_sample"),
  SCORE_SDE_VE("ScoreSdeVeScheduler", Defaults.SCORE_SDE_VE, ScoreSdeVeMapping::of, "sampling_eps");

  private final String className;
  private final Map<String, Object> defaults;
  private final Function<Settings, Mapping> mapping;
  private final ImmutableSet<String> arguments;

  SchedulerClass(
      String className,
      Map<String, Object> defaults,
      Function<Settings, Mapping> mapping,
      String... arguments) {
    this.className = className;
    this.defaults = defaults;
    this.mapping = mapping;
    this.arguments = ImmutableSet.copyOf(arguments);
  }

  static SchedulerClass named(String className) {
    return Arrays.stream(values())
        .filter(kind -> kind.className.equals(className))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scheduler '%s' is not supported; there are %s"
                        .formatted(
                            className,
                            Names.listed(
                                className,
                                Arrays.stream(values()).map(SchedulerClass::className).toList()))));
  }

  String className() {
    return className;
  }

  /** The fields it knows, with their defaults. */
  Map<String, Object> defaults() {
    return defaults;
  }

  /** The arguments that its timesteps and steps may be asked for with. */
  Set<String> arguments() {
    return arguments;
  }

  Mapping map(Settings settings) {
    return mapping.apply(settings);
  }
}
