package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.schedule.ScheduleKeys;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that nobody reads changes nothing: it is refused, or told of, never ignored in silence. */
class MisspeltKeyTest {

  @ParameterizedTest
  @CsvSource({
    "schedule.beta_end, schedule.beta-end",
    "schedule.betaEnd, schedule.beta-end",
    "schedule.bet-end, schedule.beta-end",
    "schedule.sigma-mix, schedule.sigma-min or schedule.sigma-max",
    "sampler.clipp, sampler.clip",
    "sampler.Clip, sampler.clip",
    "Sampler.steps, sampler.steps",
    "shedule.steps, schedule.steps",
    "samplers.guidance, sampler.guidance",
    "input.smaple, input.sample",
    "contxt.size, context.size",
    "time.ofset, time.offset",
    "predicton, prediction",
    "perdiction, prediction",
    "label, labels",
    "Range, range",
    "nmae, name",
    "beta-end, schedule.beta-end",
    "clip, sampler.clip",
    "steps, schedule.steps or sampler.steps",
    "diffusion.shape, shape"
  })
  void isRefusedWithTheKeyThatWasMeant(String key, String meant) {
    assertEquals(
        "m.onnx: '%s' in its card is no key of a card; did you mean %s?".formatted(key, meant),
        refused(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"schedule.kind", "sampler.weights", "input.mask", "context.null", "time.unit"})
  void aGroupHasOnlyItsOwnKeys(String key) {
    String group = key.substring(0, key.indexOf('.') + 1);
    String message = refused(key);
    assertTrue(message.startsWith("m.onnx: '" + key + "' in its card is no key"), message);
    assertTrue(
        message.contains("those of its group are " + group) || message.contains(", " + group),
        message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "licence",
        "license",
        "author",
        "attribution",
        "recipe",
        "data",
        "data.name",
        "data.size",
        "network.channels",
        "network.shape",
        "training.steps",
        "training.schedule.steps",
        "teacher.sampler",
        "weights",
        "version"
      })
  void informationIsKept(String key) {
    List<String> warnings = new ArrayList<>();
    assertEquals("mine", read(key, warnings).toEntries().get(key));
    assertEquals(List.of(), warnings);
  }

  @Test
  void whatHasNoMeaningIsToldOf() {
    List<String> warnings = new ArrayList<>();
    assertEquals("mine", read("mood.of-day", warnings).toEntries().get("mood.of-day"));
    assertEquals(1, warnings.size());
    assertTrue(
        warnings.get(0).startsWith("m.onnx: keys [mood.of-day] in its card"), warnings.get(0));
  }

  /** Beginnings and endings of keys are no keys. */
  @Test
  void everyKeyIsKnown() throws IllegalAccessException {
    Set<String> known = CardKeys.knownTo(Map.of());
    Set<String> parts =
        Set.of(
            CardKeys.INPUT,
            CardKeys.ROLE_KIND,
            CardKeys.ROLE_EXTENT,
            CardKeys.ROLE_SHAPE,
            CardKeys.ROLE_UNCONDITIONAL,
            CardKeys.ROLE_FALLBACK);
    for (Class<?> keys : List.of(CardKeys.class, ScheduleKeys.class)) {
      for (Field field : keys.getFields()) {
        if (field.getType() == String.class
            && field.get(null) instanceof String key
            && (!parts.contains(key) || key.equals(CardKeys.SHAPE))) {
          assertTrue(known.contains(key), key);
        }
      }
    }
  }

  @Test
  void theKeysOfItsRolesAreKnown() {
    Set<String> known = CardKeys.knownTo(Map.of(CardKeys.CONTEXT_ROLES, "tokens, pooled"));
    assertTrue(known.contains("context.tokens.shape"));
    assertTrue(known.contains("input.pooled"));
  }

  private static String refused(String key) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> ModelCard.of("m.onnx", card(key)))
            .getMessage());
  }

  private static Map<String, String> card(String key) {
    Map<String, String> card =
        new HashMap<>(
            Map.of(
                "shape", "3x16x16",
                "schedule", "linear",
                "schedule.steps", "500",
                "prediction", "epsilon",
                "time", "fraction"));
    card.put(key, "mine");
    return card;
  }

  private static ModelCard read(String key, List<String> warnings) {
    Logger logger = Logger.getLogger(KeyCheck.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            warnings.add(java.text.MessageFormat.format(entry.getMessage(), entry.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      return ModelCard.of("m.onnx", card(key));
    } finally {
      logger.removeHandler(handler);
    }
  }
}
