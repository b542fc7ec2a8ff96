package io.github.diffusion4j.schedule;

import io.github.diffusion4j.text.Entries;
import java.util.Locale;

/**
 * Reads a schedule.
 *
 * @param card keys and values, among others
 */
record ScheduleReader(Entries card) {

  NoiseSchedule read() {
    NoiseSchedule schedule = card.get(ScheduleKeys.SCHEDULE, null, this::named);
    return card.get(
        ScheduleKeys.TERMINAL_SNR,
        "keep",
        text ->
            switch (text) {
              case "keep" -> schedule;
              case "zero" -> NoiseSchedule.zeroTerminalSnr(schedule);
              default -> throw new IllegalArgumentException("it is keep or zero");
            });
  }

  private NoiseSchedule named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "linear" -> NoiseSchedule.linear(steps(), betaStart(), betaEnd());
      case "scaled-linear" -> NoiseSchedule.scaledLinear(steps(), betaStart(), betaEnd());
      case "cosine" -> NoiseSchedule.cosine(steps());
      case "sigmoid" -> NoiseSchedule.sigmoid(steps(), betaStart(), betaEnd());
      case "exponential-alpha-bar" -> NoiseSchedule.exponentialAlphaBar(steps());
      case "variance-preserving" -> NoiseSchedule.variancePreserving(steps(), betaMin(), betaMax());
      case "sub-variance-preserving" ->
          NoiseSchedule.subVariancePreserving(steps(), betaMin(), betaMax());
      case "exponential" -> NoiseSchedule.exponential(steps(), sigmaMin(), sigmaMax());
      case "edm" -> NoiseSchedule.edm(steps(), sigmaMin(), sigmaMax(), sigmaData());
      case "flow" -> NoiseSchedule.flow(steps(), card.aboveZero(ScheduleKeys.SHIFT, "1"));
      case "betas" ->
          card.get(ScheduleKeys.VALUES, null, t -> NoiseSchedule.ofBetas(Entries.numbers(t)));
      case "alpha-bars" ->
          card.get(ScheduleKeys.VALUES, null, t -> NoiseSchedule.ofAlphaBars(Entries.numbers(t)));
      default ->
          throw new IllegalArgumentException(
              "there are linear, scaled-linear, cosine, sigmoid, exponential-alpha-bar, betas,"
                  + " alpha-bars, variance-preserving, sub-variance-preserving, exponential, edm"
                  + " and flow");
    };
  }

  private int steps() {
    return card.atLeastOne(ScheduleKeys.STEPS, null);
  }

  private double betaStart() {
    return card.get(ScheduleKeys.BETA_START, "1e-4", ScheduleReader::beta);
  }

  private double betaEnd() {
    return card.get(ScheduleKeys.BETA_END, "0.02", ScheduleReader::beta);
  }

  private static double beta(String text) {
    double beta = Double.parseDouble(text);
    if (!(beta > 0 && beta < 1)) {
      throw new IllegalArgumentException("a number in (0, 1)");
    }
    return beta;
  }

  private double betaMin() {
    return card.aboveZero(ScheduleKeys.BETA_MIN, "0.1");
  }

  private double betaMax() {
    return card.aboveZero(ScheduleKeys.BETA_MAX, "20");
  }

  private double sigmaMin() {
    return card.aboveZero(ScheduleKeys.SIGMA_MIN, "0.002");
  }

  private double sigmaMax() {
    return card.aboveZero(ScheduleKeys.SIGMA_MAX, "80");
  }

  private double sigmaData() {
    return card.aboveZero(ScheduleKeys.SIGMA_DATA, "0.5");
  }
}
