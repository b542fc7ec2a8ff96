package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.PlanCompiler;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Stage;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import java.util.List;
import java.util.Set;

/**
 * What a replay needs to know of a call of the reference. All of it is the product's, but for the
 * churn and for the one class that the product does not have.
 *
 * @param scheduler the class
 * @param schedule of the network
 * @param time how the network is told the level
 * @param parameterization of the network
 * @param thresholding of x0-hat
 * @param sampler for the number of steps
 */
record Mapping(
    String scheduler,
    NoiseSchedule schedule,
    NetworkTime time,
    Parameterization parameterization,
    Thresholding thresholding,
    Sampler sampler) {
  private static final String RE_PAINT = "RePaintScheduler";

  /** Those whose forward noising reads the table of alpha-bars at any timestep. */
  private static final Set<String> BY_TABLE =
      Set.of(
          "DDIMScheduler",
          "DDIMInverseScheduler",
          "DDPMScheduler",
          "PNDMScheduler",
          "LCMScheduler",
          "TCDScheduler",
          RE_PAINT);

  /**
   * Finds what a call means.
   *
   * @throws IllegalArgumentException if the product refuses it
   */
  static Mapping of(ReferenceCall call) {
    if (call.scheduler().equals("ScoreSdeVpScheduler")) {
      return ScoreSdeVp.mapping(call);
    }
    SchedulerConfig config = call.product();
    int steps = call.steps();
    Sampler sampler = config.sampler().ofLast(steps, steps);
    return new Mapping(
        call.scheduler(),
        config.schedule(),
        config.networkTime(),
        config.parameterization(),
        config.thresholding(),
        LateChurn.of(call).in(sampler, config));
  }

  /** The same with the reference's word where rounding is a matter of the order of operations. */
  Mapping settled(double[] timesteps, int... borderline) {
    return borderline.length == 0
        ? this
        : new Mapping(
            scheduler,
            schedule,
            time,
            parameterization,
            thresholding,
            new SettledTimes(sampler, timesteps, borderline));
  }

  List<Interval> intervals() {
    return sampler.intervals(schedule, Spacing.trailing(), 1);
  }

  Plan plan() {
    PlanCompiler compiler = PlanCompiler.of(parameterization, thresholding);
    return (keepsKnown() ? compiler.keepingKnown() : compiler).compile(sampler, intervals());
  }

  boolean keepsKnown() {
    return scheduler.equals(RE_PAINT);
  }

  /** What the network is told: the reference's timestep. */
  double told(Level level) {
    return time.of(level);
  }

  /**
   * The reference's sample over the product's. Those that count in sigma / alpha hold x0 + s
   * epsilon; the product holds what the network sees, alpha x0 + sigma epsilon.
   */
  double unit(Level level) {
    return countsInRatios() ? 1 / level.alpha() : 1;
  }

  private boolean countsInRatios() {
    return scheduler.endsWith("DiscreteScheduler") && !scheduler.startsWith("FlowMatch");
  }

  /** The level that forward noising at a timestep leads to, in the reference's unit. */
  Level noising(double timestep) {
    if (BY_TABLE.contains(scheduler)) {
      return schedule.level(timestep + 1);
    }
    List<Level> levels =
        plan().stages().stream().map(stage -> ((Stage.Evaluate) stage).level()).toList();
    int place = place(timestep, levels);
    // at its midpoints KDPM2 holds the sigma of the step's end
    boolean midpoint = scheduler.startsWith("KDPM2") && place % 2 == 1;
    Level level = levels.get(midpoint ? place + 1 : place);
    return Level.of(0, level.alpha() * unit(level), level.sigma() * unit(level));
  }

  /** A timestep recorded with 15 digits; the second of equal ones, as the reference has it. */
  private int place(double timestep, List<Level> levels) {
    int place = -1;
    for (int i = 0, seen = 0; i < levels.size() && seen < 2; i++) {
      double told = told(levels.get(i));
      if (Math.abs(told - timestep) <= 1e-9 * Math.max(1, Math.abs(timestep))) {
        place = i;
        seen++;
      }
    }
    if (place < 0) {
      throw new IllegalArgumentException(timestep + " is not a timestep of this walk");
    }
    return place;
  }
}
