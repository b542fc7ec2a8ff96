package io.github.diffusion4j.scheduler;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Stage;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;
import java.util.Map;

/** Configurations as a JSON parser gives them, and what comes of them. */
final class Json {
  private Json() {}

  static SchedulerConfig config(String className, String fields) {
    return SchedulerConfig.of(className, map(fields));
  }

  static SchedulerConfig config(String className, String fields, String arguments) {
    return config(className, fields).with(map(arguments));
  }

  /** Without braces; quotes may be single ones. */
  static Map<String, Object> map(String fields) {
    return new Gson().fromJson("{" + fields + "}", new TypeToken<Map<String, Object>>() {});
  }

  static List<Interval> intervals(SchedulerConfig config, int walked, int steps) {
    return config
        .sampler()
        .ofLast(walked, steps)
        .intervals(config.schedule(), Spacing.trailing(), walked);
  }

  static Plan plan(SchedulerConfig config, int steps) {
    Sampler sampler = config.sampler().ofLast(steps, steps);
    return Plan.compile(
        sampler, intervals(config, steps, steps), config.parameterization(), config.thresholding());
  }

  /** What the network is told, call by call. */
  static double[] told(SchedulerConfig config, int steps) {
    return plan(config, steps).stages().stream()
        .filter(stage -> stage instanceof Stage.Evaluate)
        .mapToDouble(stage -> config.networkTime().of(((Stage.Evaluate) stage).level()))
        .toArray();
  }
}
