package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * "RePaint: Inpainting using Denoising Diffusion Probabilistic Models" (2201.09865), section 4.2: a
 * walk down with jumps back up, which are made of single training steps with a draw each.
 */
final class RePaintMapping {
  private final Settings s;
  private final NoiseSchedule schedule;

  private RePaintMapping(Settings s) {
    this.s = s;
    schedule = Tables.schedule(s);
  }

  static Mapping of(Settings s) {
    s.choice("prediction_type", "epsilon");
    RePaintMapping m = new RePaintMapping(s);
    double eta = s.number("eta");
    if (!(eta >= 0 && eta <= 1)) {
      throw s.refusal("eta", "a number from 0 to 1");
    }
    Sampler sampler = Samplers.rePaint(eta, 1, 1);
    return Mapping.discrete(
        m.schedule,
        Parameterization.EPSILON,
        Tables.thresholding(s).keepingRawEpsilon(),
        (steps, skipped) ->
            new Mapping.Route(Leg.of(sampler, m.intervals(steps)), 1).without(skipped));
  }

  private List<Interval> intervals(int steps) {
    int stride = s.trainingSteps() / steps;
    List<Interval> intervals = new ArrayList<>();
    int before = -1;
    for (int place : walk(steps)) {
      int t = place * stride;
      if (before >= 0 && t > before) {
        for (int k = before; k < before + stride; k++) {
          intervals.add(new Interval(schedule.level(k), schedule.level(k + 1)));
        }
      } else {
        intervals.add(
            new Interval(schedule.level(t + 1), schedule.level(Math.max(0, t - stride + 1))));
      }
      before = t;
    }
    return intervals;
  }

  /** Places from steps - 1 to 0; a rise is a jump. */
  private List<Integer> walk(int steps) {
    int length = s.askedWhole("jump_length", 10);
    int samples = s.askedWhole("jump_n_sample", 10);
    Map<Integer, Integer> jumps = new HashMap<>();
    for (int place = 0; place < steps - length; place += length) {
      jumps.put(place, samples - 1);
    }
    List<Integer> walk = new ArrayList<>();
    for (int place = steps - 1; place >= 0; place--) {
      walk.add(place);
      if (jumps.getOrDefault(place, 0) > 0) {
        jumps.merge(place, -1, Integer::sum);
        for (int i = 0; i < length; i++) {
          walk.add(++place);
        }
      }
    }
    return walk;
  }
}
