package io.github.diffusion4j.model;

import io.github.diffusion4j.tensor.ValueRange;
import java.util.Map;
import java.util.TreeMap;

/** Writes a card as {@link CardReader} reads it; what is at its default is left out. */
final class CardWriter {
  private CardWriter() {}

  static Map<String, String> write(ModelCard card) {
    Map<String, String> entries = new TreeMap<>(card.notes());
    entries.put(CardKeys.NAME, card.name());
    entries.put(CardKeys.SHAPE, card.shape().toString());
    entries.putAll(card.schedule().toEntries());
    entries.putAll(card.parameterization().toEntries());
    if (card.variance() != ModelCard.Variance.FIXED) {
      entries.put(CardKeys.VARIANCE, card.variance().toString());
    }
    time(card.time(), entries);
    context(card.context(), entries);
    card.inputs().forEach((role, name) -> entries.put(CardKeys.INPUT + role, name));
    if (!card.output().isEmpty()) {
      entries.put(CardKeys.OUTPUT, card.output());
    }
    ValueRange range = card.range();
    entries.put(CardKeys.RANGE, number(range.low()) + "," + number(range.high()));
    defaults(card.defaults(), entries);
    return entries;
  }

  private static void time(NetworkTime time, Map<String, String> entries) {
    entries.put(CardKeys.TIME, time.measure().toString());
    if (time.offset() != 0) {
      entries.put(CardKeys.TIME_OFFSET, number(time.offset()));
    }
    if (time.scale() != 1) {
      entries.put(CardKeys.TIME_SCALE, number(time.scale()));
    }
  }

  private static void context(ContextSpec context, Map<String, String> entries) {
    if (!context.labels().isEmpty()) {
      entries.put(CardKeys.LABELS, LabelText.of(context.labels()));
    }
    if (context.size() > 0) {
      entries.put(CardKeys.CONTEXT_SIZE, Integer.toString(context.size()));
    }
    String named =
        context.roles().stream()
            .map(ContextRole::name)
            .filter(name -> !name.equals(ContextVector.CONTEXT))
            .reduce((a, b) -> a + "," + b)
            .orElse("");
    if (!named.isEmpty()) {
      entries.put(CardKeys.CONTEXT_ROLES, named);
    }
    for (ContextRole role : context.roles()) {
      if (!role.name().equals(ContextVector.CONTEXT)) {
        role(role, entries);
      }
    }
  }

  private static void role(ContextRole role, Map<String, String> entries) {
    entries.put(CardKeys.role(role.name(), CardKeys.ROLE_KIND), role.kind().toString());
    entries.put(CardKeys.role(role.name(), CardKeys.ROLE_SHAPE), role.shape().toString());
    if (role.extent() == ContextRole.Extent.SAMPLES) {
      entries.put(CardKeys.role(role.name(), CardKeys.ROLE_EXTENT), "samples");
    }
    entries.put(
        CardKeys.role(role.name(), CardKeys.ROLE_UNCONDITIONAL),
        switch (role.unconditional()) {
          case FILLED -> number(role.fill());
          case EMPTY_PROMPT -> "empty-prompt";
          case SAME -> "same";
        });
    role.fallback()
        .ifPresent(
            value ->
                entries.put(CardKeys.role(role.name(), CardKeys.ROLE_FALLBACK), number(value)));
  }

  private static void defaults(SamplingDefaults defaults, Map<String, String> entries) {
    entries.put(CardKeys.SAMPLER, defaults.sampler());
    entries.put(CardKeys.STEPS, Integer.toString(defaults.steps()));
    entries.put(CardKeys.SPACING, defaults.spacing());
    entries.put(CardKeys.ETA, number(defaults.eta()));
    entries.put(CardKeys.GUIDANCE, number(defaults.guidance()));
    entries.put(
        CardKeys.CLIP, Double.isInfinite(defaults.clip()) ? "none" : number(defaults.clip()));
  }

  /** Whole numbers without a point, others so that they are read back exactly. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
