package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.ArrayList;
import java.util.List;

/**
 * DDIM run backwards, from a clean sample to the noise that gives it, "Denoising Diffusion Implicit
 * Models" (2010.02502), section 4.3. The network is given the time of the level that is reached, as
 * there the forward step would evaluate it.
 */
record DdimInverse() implements Sampler {

  // eq 14 reversed: x' = alpha' x0 + sigma' eps
  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    Prediction p = recorder.predict(i.from());
    return p.x0().times(i.to().alpha()).plus(p.epsilon().times(i.to().sigma()));
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    List<Interval> intervals = new ArrayList<>(steps);
    for (Interval down : Sampler.super.intervals(schedule, spacing, steps)) {
      intervals.add(0, new Interval(down.to().toldAs(down.from()), down.from()));
    }
    return intervals;
  }

  @Override
  public String toString() {
    return "DDIM inverse";
  }
}
