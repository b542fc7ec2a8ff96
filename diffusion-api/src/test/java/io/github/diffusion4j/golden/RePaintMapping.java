package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.PlanCompiler;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;

/** RePaint: a jump up is made of single steps of training, with a draw each. */
final class RePaintMapping {
  private RePaintMapping() {}

  static Mapping of(Config config) {
    RePaintWalk walk = RePaintWalk.of(config);
    NoiseSchedule schedule = config.schedule();
    Sampler sampler = Samplers.rePaint(config.number("eta"), 1, 1);
    List<Interval> intervals = new ArrayList<>();
    for (int call = 0; call < walk.timesteps().length; call++) {
      double t = walk.timesteps()[call];
      if (walk.undoes(call)) {
        double last = walk.timesteps()[call - 1];
        for (int k = 0; k < walk.stride(); k++) {
          intervals.add(new Interval(schedule.level(last + k), schedule.level(last + k + 1)));
        }
      } else {
        double next = t - walk.stride();
        Level to = next >= 0 ? Timestep.of(schedule, next) : schedule.level(0);
        intervals.add(new Interval(Timestep.of(schedule, t), to));
      }
    }
    Thresholding shaping = config.is("clip_sample") ? Thresholding.clip(1) : Thresholding.none();
    return new Mapping(
            Route.of(sampler, intervals),
            Parameterization.EPSILON,
            Network.formula(config.modelT()),
            t -> Timestep.of(schedule, t))
        .withShaping(shaping.keepingEpsilon())
        .withSetting(PlanCompiler::keepingKnown)
        .withStages(call -> walk.undoes(call) ? walk.stride() : 1);
  }
}
