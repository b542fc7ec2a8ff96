package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.Locale;

/**
 * Reads the schedule of a card.
 *
 * @param card its entries
 */
record ScheduleReader(CardEntries card) {

  NoiseSchedule read() {
    NoiseSchedule schedule = card.get(CardKeys.SCHEDULE, null, this::named);
    return card.get(
        CardKeys.TERMINAL_SNR,
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
      case "exponential" -> NoiseSchedule.exponential(steps(), sigmaMin(), sigmaMax());
      case "edm" -> NoiseSchedule.edm(steps(), sigmaMin(), sigmaMax(), sigmaData());
      case "flow" -> NoiseSchedule.flow(steps(), shift());
      case "betas" ->
          card.get(
              CardKeys.SCHEDULE_VALUES, null, t -> NoiseSchedule.ofBetas(CardEntries.numbers(t)));
      case "alpha-bars" ->
          card.get(
              CardKeys.SCHEDULE_VALUES,
              null,
              t -> NoiseSchedule.ofAlphaBars(CardEntries.numbers(t)));
      default ->
          throw new IllegalArgumentException(
              "there are linear, scaled-linear, cosine, sigmoid, exponential-alpha-bar, betas,"
                  + " alpha-bars, exponential, edm and flow");
    };
  }

  private int steps() {
    return card.atLeastOne(CardKeys.SCHEDULE_STEPS, null);
  }

  private double betaStart() {
    return card.get(CardKeys.BETA_START, "1e-4", ScheduleReader::beta);
  }

  private double betaEnd() {
    return card.get(CardKeys.BETA_END, "0.02", ScheduleReader::beta);
  }

  private static double beta(String text) {
    double beta = Double.parseDouble(text);
    if (!(beta > 0 && beta < 1)) {
      throw new IllegalArgumentException("a number in (0, 1)");
    }
    return beta;
  }

  /** The time of a shifted flow is no straight line in t, and a card tells no other. */
  private double shift() {
    double shift = card.aboveZero(CardKeys.SCHEDULE_SHIFT, "1");
    return card.get(
        CardKeys.SCHEDULE_SHIFT,
        "1",
        text -> {
          if (shift != 1) {
            throw new IllegalArgumentException(
                "networks of a shifted flow are told sigma, and a card can tell only straight lines in t; leave schedule.shift out, so that sigma is t/T, and visit the shifted levels with a spacing of your own");
          }
          return shift;
        });
  }

  private double sigmaMin() {
    return card.aboveZero(CardKeys.SCHEDULE_SIGMA_MIN, "0.002");
  }

  private double sigmaMax() {
    return card.aboveZero(CardKeys.SCHEDULE_SIGMA_MAX, "80");
  }

  private double sigmaData() {
    return card.aboveZero(CardKeys.SCHEDULE_SIGMA_DATA, "0.5");
  }
}
