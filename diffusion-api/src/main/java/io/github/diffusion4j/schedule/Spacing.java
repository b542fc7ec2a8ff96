package io.github.diffusion4j.schedule;

import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which times of a schedule a sampler visits, "Common Diffusion Noise Schedules and Sample Steps
 * are Flawed" (2305.08891), table 2.
 *
 * <p>Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface Spacing {

  /**
   * The times in the order they are visited, and where the last step ends.
   *
   * @param schedule whose times they are
   * @param steps how many are visited, from 1 to T
   * @return {@code steps + 1} strictly falling times; the last is 0, the clean picture
   * @throws IllegalArgumentException if steps is outside 1 to T
   */
  double[] times(NoiseSchedule schedule, int steps);

  /**
   * Counts T/steps down from T, so the first step starts from pure noise. The one to use when
   * unsure.
   *
   * @return the spacing
   */
  static Spacing trailing() {
    // round(T - i T / n)
    return whole((T, n) -> i -> T - i * ((double) T / n));
  }

  /**
   * Counts floor(T/steps) up from 1. It never visits T, and less so with few steps.
   *
   * @return the spacing
   */
  static Spacing leading() {
    // 1 + (n - 1 - i) floor(T / n)
    return whole((T, n) -> i -> 1 + (n - 1 - i) * (double) (T / n));
  }

  /**
   * Even from T to 1, both visited; one step visits T.
   *
   * @return the spacing
   */
  static Spacing linspace() {
    // round(1 + (T - 1) (n - 1 - i) / (n - 1))
    return whole((T, n) -> i -> n == 1 ? T : 1 + (T - 1) * (n - 1.0 - i) / (n - 1));
  }

  /**
   * A spacing by its name in a model card or a command line.
   *
   * @param name trailing, leading or linspace
   * @return the spacing
   * @throws IllegalArgumentException if there is none of that name
   */
  static Spacing named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "trailing" -> trailing();
      case "leading" -> leading();
      case "linspace" -> linspace();
      default ->
          throw new IllegalArgumentException(
              "spacing '" + name + "': there are trailing, leading and linspace");
    };
  }

  private static Spacing whole(BiFunction<Integer, Integer, IntToDoubleFunction> rule) {
    return (schedule, steps) -> {
      if (steps < 1 || steps > schedule.steps()) {
        throw new IllegalArgumentException(
            "steps = %d: this schedule takes 1 to %d".formatted(steps, schedule.steps()));
      }
      IntToDoubleFunction time = rule.apply(schedule.steps(), steps);
      return DoubleStream.concat(
              IntStream.range(0, steps).mapToDouble(time).map(Math::rint), DoubleStream.of(0))
          .toArray();
    };
  }
}
