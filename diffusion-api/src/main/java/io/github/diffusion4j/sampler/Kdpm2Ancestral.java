package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;

/** The midpoint method of {@link Kdpm2} with ancestral steps: down to s_down, then up by noise. */
record Kdpm2Ancestral() implements Sampler {
  private static final Kdpm2 MIDPOINT = new Kdpm2();

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    AncestralStep ancestral = AncestralStep.of(i);
    return ancestral.finish(MIDPOINT.step(ancestral.down(), recorder), recorder);
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    return Sampler.super.intervals(schedule, spacing, steps).stream()
        .map(i -> Kdpm2.withMiddle(i, AncestralStep.of(i).down().to(), schedule))
        .toList();
  }

  @Override
  public String toString() {
    return "KDPM2 ancestral";
  }
}
