package io.github.diffusion4j.model;

import static com.google.common.base.MoreObjects.firstNonNull;

import com.google.common.base.Splitter;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a card key by key; an error names the source, the key, the value and the cure. */
final class CardReader {
  private final String source;
  private final Map<String, String> entries;

  CardReader(String source, Map<String, String> entries) {
    this.source = source;
    this.entries = entries;
  }

  ModelCard read() {
    NoiseSchedule schedule = schedule();
    return new ModelCard(
        get(CardKeys.NAME, source, name -> name),
        get(CardKeys.SHAPE, null, Shape::parse),
        get(CardKeys.VARIANCE, "fixed", CardReader::variance),
        schedule,
        get(CardKeys.PREDICTION, null, Parameterization::named),
        time(schedule.steps()),
        new ModelCard.Inputs(
            get(CardKeys.INPUT_SAMPLE, "x", name -> name),
            get(CardKeys.INPUT_TIME, "t", name -> name),
            get(CardKeys.INPUT_CONTEXT, "c", name -> name),
            get(CardKeys.OUTPUT, "", name -> name)),
        labels(),
        get(CardKeys.RANGE, "-1,1", CardReader::range),
        advice(schedule.steps()),
        entries);
  }

  private NoiseSchedule schedule() {
    NoiseSchedule schedule = get(CardKeys.SCHEDULE, null, this::schedule);
    return get(
        CardKeys.TERMINAL_SNR,
        "keep",
        text ->
            switch (text) {
              case "keep" -> schedule;
              case "zero" -> NoiseSchedule.zeroTerminalSnr(schedule);
              default -> throw new IllegalArgumentException("it is keep or zero");
            });
  }

  private NoiseSchedule schedule(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "linear" -> NoiseSchedule.linear(steps(), betaStart(), betaEnd());
      case "scaled-linear" -> NoiseSchedule.scaledLinear(steps(), betaStart(), betaEnd());
      case "cosine" -> NoiseSchedule.cosine(steps());
      case "sigmoid" -> NoiseSchedule.sigmoid(steps(), betaStart(), betaEnd());
      case "betas" -> get(CardKeys.SCHEDULE_VALUES, null, t -> NoiseSchedule.ofBetas(numbers(t)));
      case "alpha-bars" ->
          get(CardKeys.SCHEDULE_VALUES, null, t -> NoiseSchedule.ofAlphaBars(numbers(t)));
      default ->
          throw new IllegalArgumentException(
              "there are linear, scaled-linear, cosine, sigmoid, betas and alpha-bars");
    };
  }

  private int steps() {
    return get(CardKeys.SCHEDULE_STEPS, null, CardReader::atLeastOne);
  }

  private double betaStart() {
    return get(CardKeys.BETA_START, "1e-4", CardReader::beta);
  }

  private double betaEnd() {
    return get(CardKeys.BETA_END, "0.02", CardReader::beta);
  }

  private ModelCard.TimeInput time(int steps) {
    if (!entries.containsKey(CardKeys.TIME) && entries.containsKey(CardKeys.TIME_SCALE)) {
      return new ModelCard.TimeInput(
          get(CardKeys.TIME_OFFSET, "0", Double::valueOf),
          get(CardKeys.TIME_SCALE, null, Double::valueOf));
    }
    return get(
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
    List<String> names = get(CardKeys.LABELS, "", text -> Labels.of(list(text)).names());
    return get(
        CardKeys.CONTEXT_SIZE,
        Integer.toString(names.size()),
        size -> new Labels(Integer.parseInt(size), names));
  }

  private ModelCard.Advice advice(int trainingSteps) {
    return new ModelCard.Advice(
        get(CardKeys.SAMPLER, "ddim", name -> name),
        get(CardKeys.STEPS, Integer.toString(Math.min(50, trainingSteps)), CardReader::atLeastOne),
        get(CardKeys.SPACING, "trailing", CardReader::spacing),
        get(CardKeys.ETA, "0", Double::valueOf),
        get(CardKeys.GUIDANCE, "1", Double::valueOf),
        get(CardKeys.CLIP, "none", CardReader::clip));
  }

  private static ModelCard.Variance variance(String text) {
    return ModelCard.Variance.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static ValueRange range(String text) {
    double[] ends = numbers(text);
    if (ends.length != 2) {
      throw new IllegalArgumentException("two numbers, such as -1,1");
    }
    return new ValueRange((float) ends[0], (float) ends[1]);
  }

  private static String spacing(String name) {
    Spacing.named(name);
    return name;
  }

  private static int atLeastOne(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException("a whole number, at least 1");
    }
    return number;
  }

  private static double beta(String text) {
    double beta = Double.parseDouble(text);
    if (!(beta > 0 && beta < 1)) {
      throw new IllegalArgumentException("a number in (0, 1)");
    }
    return beta;
  }

  private static double clip(String text) {
    double bound = text.equals("none") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    if (!(bound > 0)) {
      throw new IllegalArgumentException("a bound above 0, or none");
    }
    return bound;
  }

  private static double[] numbers(String text) {
    return list(text).stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String> list(String text) {
    return Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
  }

  private <T> T get(String key, @Nullable String fallback, Function<String, T> parse) {
    String value = entries.getOrDefault(key, fallback);
    if (value == null) {
      throw new CardException(
          "%s: its card has no '%s'; put it into the .properties file beside the model"
              .formatted(source, key),
          null);
    }
    try {
      return parse.apply(value);
    } catch (CardException e) {
      throw e;
    } catch (NumberFormatException e) {
      throw new CardException(
          "%s: %s = %s in its card: a number is wanted".formatted(source, key, value), e);
    } catch (RuntimeException e) {
      throw new CardException(
          "%s: %s = %s in its card: %s"
              .formatted(source, key, value, firstNonNull(e.getMessage(), "it cannot be read")),
          e);
    }
  }

  /** Already says source and key; a key read inside another passes it on. */
  private static final class CardException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    CardException(String message, @Nullable RuntimeException cause) {
      super(message, cause);
    }
  }
}
