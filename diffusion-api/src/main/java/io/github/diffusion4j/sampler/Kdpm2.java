package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;

/**
 * The midpoint method in log-SNR: DPM-Solver-2 of "DPM-Solver" (2206.00927), algorithm 1, as the
 * samplers of "Elucidating the Design Space of Diffusion-Based Generative Models" (2206.00364) use
 * it. An interval holds its midpoint; the last step, and one from a level without signal, have none
 * and are Euler's.
 */
record Kdpm2() implements Sampler {

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    LinearForm state = recorder.state();
    Prediction first = recorder.predict(i.from());
    if (i.between().isEmpty()) {
      return i.ddimStep(state, first);
    }
    Level middle = i.between().get(0);
    LinearForm halfway = new Interval(i.from(), middle).ddimStep(state, first);
    return i.ddimStep(state, recorder.predict(halfway, middle).epsilon());
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    return Sampler.super.intervals(schedule, spacing, steps).stream()
        .map(i -> withMiddle(i, i.to(), schedule))
        .toList();
  }

  /** The interval with the level halfway, in log-SNR, to a level that it passes or reaches. */
  static Interval withMiddle(Interval i, Level to, NoiseSchedule schedule) {
    double middle = (i.from().logSnr() + to.logSnr()) / 2;
    return Double.isInfinite(middle) || i.startsWithoutSignal()
        ? i
        : new Interval(i.from(), i.to(), List.of(schedule.level(schedule.timeAt(middle))));
  }

  @Override
  public String toString() {
    return "KDPM2";
  }
}
