package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.util.List;
import java.util.Locale;

/**
 * Reads a card key by key.
 *
 * @param card its entries
 */
record CardReader(CardEntries card) {

  ModelCard read() {
    new KeyCheck(card.source()).check(card.values().keySet());
    NoiseSchedule schedule = new ScheduleReader(card).read();
    return new ModelCard(
        card.text(CardKeys.NAME, card.source()),
        card.get(CardKeys.SHAPE, null, Shape::parse),
        card.get(CardKeys.VARIANCE, "fixed", CardReader::variance),
        schedule,
        card.get(CardKeys.PREDICTION, null, this::parameterization),
        time(schedule.steps()),
        new ModelCard.Inputs(
            card.text(CardKeys.INPUT_SAMPLE, "x"),
            card.text(CardKeys.INPUT_TIME, "t"),
            card.text(CardKeys.INPUT_CONTEXT, "c"),
            card.text(CardKeys.OUTPUT, "")),
        labels(),
        card.get(CardKeys.RANGE, "-1,1", CardReader::range),
        advice(schedule.steps()),
        card.values());
  }

  private Parameterization parameterization(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "edm" -> Parameterization.edm(sigmaData());
      case "edm-v" -> Parameterization.edmV(sigmaData());
      case "consistency" -> consistency(sigmaData());
      default -> Parameterization.named(name);
    };
  }

  /** Where the card says it of the schedule alone, it holds for the network too. */
  private double sigmaData() {
    return card.aboveZero(
        card.firstOf(CardKeys.PREDICTION_SIGMA_DATA, CardKeys.SCHEDULE_SIGMA_DATA), "0.5");
  }

  private Parameterization consistency(double sigmaData) {
    return card.get(
        card.firstOf(CardKeys.PREDICTION_SIGMA_MIN, CardKeys.SCHEDULE_SIGMA_MIN),
        "0.002",
        text -> Parameterization.consistency(sigmaData, Double.parseDouble(text)));
  }

  private ModelCard.TimeInput time(int steps) {
    if (card.has(CardKeys.TIME)
        && (card.has(CardKeys.TIME_SCALE) || card.has(CardKeys.TIME_OFFSET))) {
      throw new IllegalArgumentException(
          "%s: its card has both time and time.offset or time.scale, which say the same thing twice; keep time alone, or the other two"
              .formatted(card.source()));
    }
    if (card.has(CardKeys.TIME_SCALE)) {
      return new ModelCard.TimeInput(
          card.number(CardKeys.TIME_OFFSET, "0"), card.number(CardKeys.TIME_SCALE, null));
    }
    return card.get(
        CardKeys.TIME,
        null,
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "fraction" -> new ModelCard.TimeInput(0, 1.0 / steps);
              case "index" -> new ModelCard.TimeInput(-1, 1);
              case "step" -> new ModelCard.TimeInput(0, 1);
              default ->
                  throw new IllegalArgumentException(
                      "it is fraction (t/T), index (t - 1) or step (t), or use time.offset and time.scale");
            });
  }

  private Labels labels() {
    List<String> names = card.get(CardKeys.LABELS, "", text -> Labels.parse(text).names());
    return card.get(
        CardKeys.CONTEXT_SIZE,
        Integer.toString(names.size()),
        size -> new Labels(Integer.parseInt(size), names));
  }

  private ModelCard.SamplingDefaults advice(int trainingSteps) {
    return new ModelCard.SamplingDefaults(
        card.text(CardKeys.SAMPLER, "ddim"),
        card.atLeastOne(CardKeys.STEPS, Integer.toString(Math.min(50, trainingSteps))),
        card.get(CardKeys.SPACING, "trailing", CardReader::spacing),
        card.number(CardKeys.ETA, "0"),
        card.number(CardKeys.GUIDANCE, "1"),
        card.get(CardKeys.CLIP, "none", CardReader::clip));
  }

  private static ModelCard.Variance variance(String text) {
    return ModelCard.Variance.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static ValueRange range(String text) {
    double[] ends = CardEntries.numbers(text);
    if (ends.length != 2) {
      throw new IllegalArgumentException("two numbers, such as -1,1");
    }
    return new ValueRange((float) ends[0], (float) ends[1]);
  }

  private static String spacing(String name) {
    Spacing.named(name);
    return name;
  }

  private static double clip(String text) {
    double bound = text.equals("none") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    if (!(bound > 0)) {
      throw new IllegalArgumentException("a bound above 0, or none");
    }
    return bound;
  }
}
