package io.github.diffusion4j.samples.schedule;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;

/**
 * Turns signal into noise at an even pace: alpha = cos phi and sigma = sin phi, where the angle phi
 * grows evenly with the time.
 *
 * @param steps T
 */
record EvenAngle(int steps) implements NoiseSchedule {
  private static final double LAST = 0.499 * Math.PI; // a trace of signal is left at T

  @Override
  public Level level(double time) {
    if (!(time >= 0 && time <= steps)) {
      throw new IllegalArgumentException("time = " + time + ": from 0 to " + steps);
    }
    double phi = LAST * time / steps;
    return Level.of(time, Math.cos(phi), Math.sin(phi));
  }

  /** Prints what DDIM does on this schedule in five steps. */
  public static void main(String... args) {
    Sampler ddim = Samplers.ddim();
    var intervals = ddim.intervals(new EvenAngle(1000), Spacing.trailing(), 5);
    System.out.print(Plan.compile(ddim, intervals, Parameterization.EPSILON, Thresholding.none()));
  }
}
