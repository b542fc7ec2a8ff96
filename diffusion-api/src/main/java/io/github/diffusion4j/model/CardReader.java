package io.github.diffusion4j.model;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.ScheduleKeys;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.text.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a card key by key.
 *
 * @param card its entries
 */
record CardReader(Entries card) {

  ModelCard read() {
    Set<String> known = CardKeys.knownTo(card.values());
    new KeyCheck(card.source(), known).check(card.values().keySet());
    NoiseSchedule schedule = NoiseSchedule.parse(card.source(), card.values());
    return ModelCard.builder(
            card.get(CardKeys.SHAPE, null, Shape::parse),
            schedule,
            card.get(CardKeys.PREDICTION, null, this::parameterization))
        .name(card.text(CardKeys.NAME, card.source()))
        .variance(card.get(CardKeys.VARIANCE, "fixed", CardReader::variance))
        .time(time(schedule.steps()))
        .context(context())
        .inputs(inputs())
        .output(card.text(CardKeys.OUTPUT, ""))
        .range(card.get(CardKeys.RANGE, "-1,1", CardReader::range))
        .defaults(defaults(schedule.steps()))
        .notes(Maps.filterKeys(card.values(), key -> !known.contains(key)))
        .build();
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
        card.firstOf(CardKeys.PREDICTION_SIGMA_DATA, ScheduleKeys.SIGMA_DATA), "0.5");
  }

  private Parameterization consistency(double sigmaData) {
    return card.get(
        card.firstOf(CardKeys.PREDICTION_SIGMA_MIN, ScheduleKeys.SIGMA_MIN),
        "0.002",
        text -> Parameterization.consistency(sigmaData, Double.parseDouble(text)));
  }

  /** A card with a scale alone counts the steps. */
  private NetworkTime time(int steps) {
    NetworkTime.Measure measure =
        card.get(CardKeys.TIME, card.has(CardKeys.TIME_SCALE) ? "step" : null, CardReader::measure);
    return NetworkTime.of(measure, steps)
        .scaled(
            card.number(CardKeys.TIME_OFFSET, "0"),
            card.get(CardKeys.TIME_SCALE, "1", CardReader::notZero));
  }

  private static NetworkTime.Measure measure(String text) {
    for (NetworkTime.Measure measure : NetworkTime.Measure.values()) {
      if (measure.toString().equals(text.toLowerCase(Locale.ROOT))) {
        return measure;
      }
    }
    throw new IllegalArgumentException(
        "it is fraction (t/T), index (t - 1), step (t), sigma or log-sigma; time.offset and time.scale go with each");
  }

  private static double notZero(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number) || number == 0) {
      throw new IllegalArgumentException("a finite number, not 0");
    }
    return number;
  }

  private ContextSpec context() {
    List<ContextRole> roles = new ArrayList<>();
    List<String> labels = card.get(CardKeys.LABELS, "", LabelText::names);
    List<String> named = CardKeys.roles(card.values());
    if (!named.contains(ContextSpec.CLASS)) {
      roles.addAll(
          card.get(
              CardKeys.CONTEXT_SIZE,
              Integer.toString(labels.size()),
              size -> ContextSpec.values(Integer.parseInt(size)).roles()));
    }
    named.forEach(name -> roles.add(role(name)));
    return card.get(CardKeys.LABELS, "", text -> ContextSpec.of(roles, labels));
  }

  private ContextRole role(String name) {
    ContextRole fixed =
        ContextRole.of(
            name,
            card.get(CardKeys.role(name, CardKeys.ROLE_KIND), "float", CardReader::kind),
            card.get(CardKeys.role(name, CardKeys.ROLE_SHAPE), null, Shape::parse));
    ContextRole role =
        card.get(
            CardKeys.role(name, CardKeys.ROLE_EXTENT),
            "fixed",
            text ->
                switch (ContextRole.Extent.valueOf(text.toUpperCase(Locale.ROOT))) {
                  case FIXED -> fixed;
                  case SAMPLES -> fixed.sizedAsSamples();
                });
    ContextRole known =
        card.get(
            CardKeys.role(name, CardKeys.ROLE_UNCONDITIONAL),
            "0",
            text ->
                switch (text) {
                  case "empty-prompt" -> role.unconditionalEmptyPrompt();
                  case "same" -> role.unconditionalSame();
                  default -> role.unconditional(Double.parseDouble(text));
                });
    String fallback = CardKeys.role(name, CardKeys.ROLE_FALLBACK);
    return card.has(fallback)
        ? card.get(fallback, null, text -> known.fallback(Double.parseDouble(text)))
        : known;
  }

  private static Kind kind(String text) {
    return Kind.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private Map<String, String> inputs() {
    ImmutableMap.Builder<String, String> inputs = ImmutableMap.builder();
    card.values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(CardKeys.INPUT)) {
                inputs.put(key.substring(CardKeys.INPUT.length()), value);
              }
            });
    return inputs.buildOrThrow();
  }

  private SamplingDefaults defaults(int trainingSteps) {
    SamplingDefaults usual = SamplingDefaults.of(trainingSteps);
    return usual
        .sampler(card.text(CardKeys.SAMPLER, usual.sampler()), card.number(CardKeys.ETA, "0"))
        .steps(
            card.atLeastOne(CardKeys.STEPS, Integer.toString(usual.steps())),
            card.get(CardKeys.SPACING, usual.spacing(), CardReader::spacing))
        .guidance(card.number(CardKeys.GUIDANCE, "1"))
        .clip(card.get(CardKeys.CLIP, "none", CardReader::clip));
  }

  private static ModelCard.Variance variance(String text) {
    return ModelCard.Variance.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static ValueRange range(String text) {
    double[] ends = Entries.numbers(text);
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
