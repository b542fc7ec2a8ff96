package io.github.diffusion4j.schedule;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variance preserving schedule by its table of alpha-bar. Between whole times the angle phi with
 * alpha = cos phi, sigma = sin phi is interpolated: it is finite at both ends (no noise, no signal)
 * and keeps alpha^2 + sigma^2 = 1.
 */
final class TableSchedule implements NoiseSchedule {
  private final double[] alphaBar;

  /** phi, small where there is little noise. */
  private final double[] noiseAngle;

  /** pi/2 - phi, small where there is little signal, and exact there. */
  private final double[] signalAngle;

  /** How a card gives it; null where that is by its alpha-bars. */
  private final @Nullable ImmutableMap<String, String> entries;

  /** The table from time 0 (which is 1) to T. */
  private TableSchedule(double[] alphaBar, @Nullable ImmutableMap<String, String> entries) {
    this.alphaBar = alphaBar;
    this.entries = entries;
    noiseAngle = Arrays.stream(alphaBar).map(a -> angle(1 - a, a)).toArray();
    signalAngle = Arrays.stream(alphaBar).map(a -> angle(a, 1 - a)).toArray();
  }

  static TableSchedule ofBetas(double... betas) {
    double[] alphaBars = new double[betas.length];
    double product = 1;
    for (int t = 0; t < betas.length; t++) {
      if (!(betas[t] > 0 && betas[t] < 1)) {
        throw new IllegalArgumentException(
            "beta(%d) = %s: every beta lies in (0, 1)".formatted(t + 1, betas[t]));
      }
      product *= 1 - betas[t];
      alphaBars[t] = product;
    }
    return ofAlphaBars(alphaBars);
  }

  static TableSchedule ofAlphaBars(double... alphaBars) {
    if (alphaBars.length == 0) {
      throw new IllegalArgumentException("no steps: a schedule has at least 1");
    }
    double[] table = new double[alphaBars.length + 1];
    table[0] = 1;
    for (int t = 1; t < table.length; t++) {
      table[t] = alphaBars[t - 1];
      if (!(table[t] < table[t - 1] && table[t] >= 0)) {
        throw new IllegalArgumentException(
            "alpha-bar(%d) = %s after %s: it falls strictly from 1 and is never negative"
                .formatted(t, table[t], table[t - 1]));
      }
    }
    return new TableSchedule(table, null);
  }

  /** The same schedule, given by a card in these words. */
  TableSchedule named(ImmutableMap<String, String> newEntries) {
    return new TableSchedule(alphaBar, newEntries);
  }

  // 2305.08891, algorithm 1: sqrt(alpha-bar) <- (sqrt(alpha-bar) - last) * first / (first - last)
  static TableSchedule zeroTerminalSnr(NoiseSchedule schedule) {
    int steps = schedule.steps();
    if (steps < 2) {
      throw new IllegalArgumentException(
          "steps = " + steps + ": rescaling moves the last level against the first, so at least 2");
    }
    double first = schedule.level(1).alpha();
    double last = schedule.level(steps).alpha();
    double[] alphaBars = new double[steps];
    for (int t = 1; t <= steps; t++) {
      double alpha =
          (variancePreserving(schedule.level(t)).alpha() - last) * first / (first - last);
      alphaBars[t - 1] = alpha * alpha;
    }
    return ofAlphaBars(alphaBars);
  }

  private static Level variancePreserving(Level level) {
    double variance = level.alpha() * level.alpha() + level.sigma() * level.sigma();
    if (!(Math.abs(variance - 1) <= 1e-9 && level.inputScale() == 1)) {
      throw new IllegalArgumentException(
          "%s has alpha^2 + sigma^2 = %s: rescaling to zero terminal SNR is for schedules that preserve the variance 1 and do not scale the input, such as linear or cosine"
              .formatted(level, variance));
    }
    return level;
  }

  @Override
  public int steps() {
    return alphaBar.length - 1;
  }

  @Override
  public Level level(double time) {
    new TimeRange(steps()).check(time);
    int below = (int) time;
    double share = time - below;
    if (share == 0) {
      return Level.ofAlphaBar(time, alphaBar[below]);
    }
    double signal = between(signalAngle, below, share);
    double noise = between(noiseAngle, below, share);
    return Level.of(time, Math.sin(signal), Math.sin(noise));
  }

  private static double between(double[] angle, int below, double share) {
    return (1 - share) * angle[below] + share * angle[below + 1];
  }

  /** The angle whose squared sine and cosine these are. */
  private static double angle(double squaredSine, double squaredCosine) {
    return Math.atan2(Math.sqrt(squaredSine), Math.sqrt(squaredCosine));
  }

  @Override
  public Map<String, String> toEntries() {
    return entries == null
        ? ScheduleText.list("alpha-bars", Arrays.copyOfRange(alphaBar, 1, alphaBar.length))
        : entries;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableSchedule that && Arrays.equals(alphaBar, that.alphaBar);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(alphaBar);
  }

  @Override
  public String toString() {
    return "schedule of %d steps, alpha-bar %.4g to %.4g"
        .formatted(steps(), alphaBar[1], alphaBar[steps()]);
  }
}
