package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "shape", "3x16x16",
          "schedule", "linear",
          "schedule.steps", "500",
          "prediction", "epsilon",
          "time", "fraction");

  @Test
  void theLeastCardHasDefaultsForTheRest() {
    ModelCard card = ModelCard.of("icons.onnx", LEAST);
    assertEquals("icons.onnx", card.name());
    assertEquals(Shape.of(3, 16, 16), card.shape());
    assertEquals(card.shape(), card.outputShape());
    assertEquals(NoiseSchedule.linear(500, 1e-4, 0.02), card.schedule());
    assertEquals(Parameterization.EPSILON, card.parameterization());
    assertEquals(0.5, card.time().of(card.schedule().level(250)));
    assertEquals(0, card.context().size());
    assertEquals(SamplingDefaults.of(500), card.defaults());
  }

  @Test
  void everyKeyIsRead() {
    Map<String, String> entries = new HashMap<>(LEAST);
    entries.putAll(
        Map.of(
            "name", "mine",
            "variance", "learned-range",
            "schedule", "scaled-linear",
            "schedule.beta-start", "0.00085",
            "schedule.beta-end", "0.012",
            "schedule.terminal-snr", "zero",
            "prediction", "V",
            "time", "index"));
    entries.putAll(Map.of("labels", "a, b", "range", "0,1", "sampler.clip", "1", "data", "pets"));
    ModelCard card = ModelCard.of("x", entries);
    assertEquals("mine", card.name());
    assertEquals(Shape.of(6, 16, 16), card.outputShape());
    assertEquals(0, card.schedule().level(500).alpha());
    assertEquals(Parameterization.V, card.parameterization());
    assertEquals(499, card.time().of(card.schedule().level(500)));
    assertEquals(List.of("a", "b"), card.context().labels());
    assertEquals(0, card.range().low());
    assertEquals(1, card.defaults().clip());
    assertEquals("pets", card.notes().get("data"));
  }

  @Test
  void timeMayBeAnyStraightLine() {
    Map<String, String> entries = new HashMap<>(LEAST);
    entries.remove("time");
    entries.putAll(Map.of("time.offset", "-1", "time.scale", "0.002"));
    assertEquals(0.998, ModelCard.of("x", entries).time().of(Level.of(500, 1, 1)), 1e-12);
  }

  @Test
  void aScheduleMayBeAList() {
    Map<String, String> entries = new HashMap<>(LEAST);
    entries.putAll(Map.of("schedule", "alpha-bars", "schedule.values", "0.9, 0.5, 0.1"));
    assertEquals(NoiseSchedule.ofAlphaBars(0.9, 0.5, 0.1), ModelCard.of("x", entries).schedule());
  }

  @Test
  void everySpacingMayBeRecommended() {
    for (String name :
        List.of("trailing", "leading", "linspace", "karras", "exponential", "log-snr", "beta")) {
      Map<String, String> entries = new HashMap<>(LEAST);
      entries.put("sampler.spacing", name);
      assertEquals(name, ModelCard.of("x", entries).defaults().spacing());
    }
  }

  @ParameterizedTest
  @CsvSource({"shape", "schedule", "schedule.steps", "prediction", "time"})
  void aMissingKeyIsNamed(String key) {
    Map<String, String> entries = new HashMap<>(LEAST);
    entries.remove(key);
    assertEquals(
        "icons.onnx: its card has no '"
            + key
            + "'; put it into the .properties file beside the model",
        message(entries));
  }

  @ParameterizedTest
  @CsvSource({
    "shape, 3by16, dimensions joined by x",
    "shape, 3x0x16, at least 1",
    "schedule, cubic, scaled-linear",
    "schedule.steps, many, many",
    "schedule.steps, 0, at least 1",
    "schedule.beta-end, 2, (0",
    "prediction, noise, epsilon",
    "prediction, noise, consistency",
    "schedule, cubic, flow",
    "sampler.eta, NaN, finite",
    "time, seconds, fraction",
    "range, 1, two numbers",
    "sampler.spacing, odd, trailing",
    "sampler.clip, -1, above 0",
    "labels, 'a,a', only once",
    "context.size, -1, 0 or more"
  })
  void aWrongValueIsToldWithItsKeyAndTheCure(String key, String value, String cure) {
    Map<String, String> entries = new HashMap<>(LEAST);
    entries.put(key, value);
    String message = message(entries);
    assertTrue(message.startsWith("icons.onnx: " + key + " = " + value), message);
    assertTrue(message.contains(cure), message);
  }

  @Test
  void keysMayCarryThePrefix() {
    assertEquals(
        Map.of("shape", "3x16x16", "data", "icons"),
        ModelCard.withoutPrefix(Map.of("diffusion.shape", " 3x16x16 ", "data", "icons")));
  }

  private static String message(Map<String, String> entries) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> ModelCard.of("icons.onnx", entries))
            .getMessage());
  }
}
