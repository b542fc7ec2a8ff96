package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.ArrayList;
import java.util.List;

/**
 * "Pseudo Numerical Methods for Diffusion Models on Manifolds" (2202.09778), algorithm 2 (F-PNDM):
 * three Runge-Kutta steps, then linear multistep ones. A Runge-Kutta interval holds its midpoint.
 */
record Pndm() implements Sampler {
  private static final int RUNGE_KUTTA = 3;
  private static final Multistep PLMS = Plms.of();

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    if (i.between().isEmpty()) {
      return PLMS.step(i, recorder);
    }
    Level middle = i.between().get(0);
    Interval half = new Interval(i.from(), middle);
    LinearForm state = recorder.state();
    // equation 13: eps = (e1 + 2 e2 + 2 e3 + e4) / 6
    Prediction first = recorder.predict(i.from());
    LinearForm e1 = first.epsilon();
    LinearForm e2 = recorder.predict(half.ddimStep(state, first), middle).epsilon();
    LinearForm e3 = recorder.predict(half.ddimStep(state, e2), middle).epsilon();
    LinearForm e4 = recorder.predict(i.ddimStep(state, e3), i.to()).epsilon();
    return i.ddimStep(state, e1.plus(e2.times(2)).plus(e3.times(2)).plus(e4).times(1 / 6.0));
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    if (steps <= RUNGE_KUTTA) {
      throw new IllegalArgumentException(
          "steps = %d: PNDM begins with %d Runge-Kutta steps, so it takes %d or more; use plms"
              .formatted(steps, RUNGE_KUTTA, RUNGE_KUTTA + 1));
    }
    List<Interval> intervals = new ArrayList<>();
    for (Interval i : Sampler.super.intervals(schedule, spacing, steps)) {
      boolean start = intervals.size() < RUNGE_KUTTA && !i.startsWithoutSignal();
      Level middle = schedule.level((i.from().time() + i.to().time()) / 2);
      intervals.add(start ? new Interval(i.from(), i.to(), List.of(middle)) : i);
    }
    return intervals;
  }

  @Override
  public String toString() {
    return "PNDM";
  }
}
