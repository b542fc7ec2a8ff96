package io.github.diffusion4j.schedule;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes schedules as {@link ScheduleReader} reads them. */
final class ScheduleText {
  private ScheduleText() {}

  static ImmutableMap<String, String> of(String name, int steps) {
    return ImmutableMap.of(
        ScheduleKeys.SCHEDULE, name, ScheduleKeys.STEPS, Integer.toString(steps));
  }

  static ImmutableMap<String, String> betas(String name, int steps, double start, double end) {
    return with(
        with(of(name, steps), ScheduleKeys.BETA_START, Double.toString(start)),
        ScheduleKeys.BETA_END,
        Double.toString(end));
  }

  static ImmutableMap<String, String> list(String name, double... values) {
    return ImmutableMap.of(
        ScheduleKeys.SCHEDULE,
        name,
        ScheduleKeys.VALUES,
        Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(",")));
  }

  /** A schedule of another kind by its alpha-bars. */
  static Map<String, String> alphaBars(NoiseSchedule schedule) {
    double[] alphaBars =
        IntStream.rangeClosed(1, schedule.steps())
            .mapToObj(schedule::level)
            .mapToDouble(level -> variancePreserving(schedule, level).alphaBar())
            .toArray();
    return list("alpha-bars", alphaBars);
  }

  private static Level variancePreserving(NoiseSchedule schedule, Level level) {
    double variance = level.alphaBar() + level.sigma() * level.sigma();
    if (!(Math.abs(variance - 1) <= 1e-9 && level.inputScale() == 1)) {
      throw new IllegalStateException(
          "%s does not preserve the variance, so that a model card cannot give it as a list of alpha-bars: override toEntries"
              .formatted(schedule));
    }
    return level;
  }

  static ImmutableMap<String, String> with(Map<String, String> entries, String key, String value) {
    return ImmutableMap.<String, String>builder()
        .putAll(entries)
        .put(key, value)
        .buildKeepingLast();
  }
}
