package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules and predictions of a card that have numbers of their own. */
class CardNumbersTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "shape", "3x16x16",
          "schedule", "linear",
          "schedule.steps", "500",
          "prediction", "epsilon",
          "time", "fraction");

  @Test
  void anEdmNetworkIsDescribedByItsCard() {
    ModelCard card =
        ModelCard.of(
            "x",
            with(
                "schedule", "edm",
                "schedule.steps", "1000",
                "schedule.sigma-min", "0.01",
                "schedule.sigma-max", "100",
                "schedule.sigma-data", "0.7",
                "prediction", "edm"));
    assertEquals(NoiseSchedule.edm(1000, 0.01, 100, 0.7), card.schedule());
    assertEquals(Parameterization.edm(0.7), card.parameterization());
  }

  /** 2206.00364, table 1: c_noise = ln(sigma) / 4, a straight line in t from time 1 on. */
  @Test
  void aQuarterOfLogSigmaIsAStraightLineInTime() {
    double slope = Math.log(80 / 0.002) / 4 / 999;
    Map<String, String> entries =
        with(
            "schedule", "edm",
            "schedule.steps", "1000",
            "prediction", "edm",
            "time.offset", Double.toString(Math.log(0.002) / 4 / slope - 1),
            "time.scale", Double.toString(slope));
    entries.remove("time");
    ModelCard card = ModelCard.of("x", entries);
    for (double t = 1; t <= 1000; t += 0.5) {
      double sigma = card.schedule().level(t).sigma();
      assertEquals(Math.log(sigma) / 4, card.time().of(card.schedule().level(t)), 1e-12);
    }
  }

  /** 2403.03206: a flow network is told 1000 sigma after the shift. */
  @Test
  void aShiftedFlowIsToldSigma() {
    Map<String, String> entries =
        with("schedule", "flow", "schedule.steps", "1000", "schedule.shift", "3");
    entries.putAll(Map.of("time", "sigma", "time.scale", "1000"));
    ModelCard card = ModelCard.of("x", entries);
    double[] told = {1000, 923.08, 818.18, 666.67, 428.57};
    for (int i = 0; i < told.length; i++) {
      assertEquals(told[i], card.time().of(card.schedule().level(1000 - 200 * i)), 0.005);
    }
  }

  /** 2206.00364, table 1: c_noise = ln(sigma) / 4. */
  @Test
  void aQuarterOfLogSigmaIsSaidInSoManyWords() {
    Map<String, String> entries = with("schedule", "edm", "prediction", "edm");
    entries.putAll(Map.of("time", "log-sigma", "time.scale", "0.25"));
    ModelCard card = ModelCard.of("x", entries);
    assertEquals(
        Math.log(80) / 4, card.time().of(card.schedule().level(card.schedule().steps())), 1e-12);
  }

  @Test
  void theNewSchedulesHaveDefaults() {
    assertEquals(
        NoiseSchedule.edm(500, 0.002, 80, 0.5),
        ModelCard.of("x", with("schedule", "edm")).schedule());
    assertEquals(
        NoiseSchedule.exponential(500, 0.002, 80),
        ModelCard.of("x", with("schedule", "exponential")).schedule());
    assertEquals(
        NoiseSchedule.flow(500, 1), ModelCard.of("x", with("schedule", "flow")).schedule());
    assertEquals(
        NoiseSchedule.flow(500, 1),
        ModelCard.of("x", with("schedule", "flow", "schedule.shift", "1.0")).schedule());
    assertEquals(
        NoiseSchedule.exponentialAlphaBar(500),
        ModelCard.of("x", with("schedule", "exponential-alpha-bar")).schedule());
  }

  @Test
  void thePredictionsWithNumbersHaveDefaults() {
    assertEquals(
        Parameterization.edm(0.5), ModelCard.of("x", with("prediction", "EDM")).parameterization());
    assertEquals(
        Parameterization.edmV(0.5),
        ModelCard.of("x", with("prediction", "edm-v")).parameterization());
    assertEquals(
        Parameterization.consistency(0.5, 0.002),
        ModelCard.of("x", with("prediction", "consistency")).parameterization());
  }

  @Test
  void thePredictionsNumbersAreTheirOwnOrTheSchedules() {
    Map<String, String> entries =
        with("prediction", "consistency", "schedule.sigma-data", "1", "schedule.sigma-min", "0.1");
    assertEquals(
        Parameterization.consistency(1, 0.1), ModelCard.of("x", entries).parameterization());
    entries.putAll(Map.of("prediction.sigma-data", "2", "prediction.sigma-min", "0"));
    assertEquals(Parameterization.consistency(2, 0), ModelCard.of("x", entries).parameterization());
  }

  @ParameterizedTest
  @CsvSource({
    "edm, none, schedule.sigma-min, 0, a finite number above 0",
    "edm, none, schedule.sigma-max, Infinity, a finite number above 0",
    "edm, none, schedule.sigma-data, -1, a finite number above 0",
    "edm, none, schedule.sigma-max, wide, a number is wanted",
    "flow, none, schedule.shift, 0, a finite number above 0",
    "flow, none, schedule.terminal-snr, zero, such as linear or cosine",
    "linear, edm, prediction.sigma-data, 0, a finite number above 0",
    "linear, edm-v, schedule.sigma-data, NaN, a finite number above 0",
    "linear, consistency, prediction.sigma-min, -1, 0 or above",
    "linear, consistency, prediction.sigma-data, half, a number is wanted"
  })
  void aWrongNumberOfTheseIsToldWithItsKey(
      String schedule, String prediction, String key, String value, String cure) {
    Map<String, String> entries = with("schedule", schedule, key, value);
    if (!prediction.equals("none")) {
      entries.put("prediction", prediction);
    }
    String message = message(entries);
    assertTrue(message.startsWith("icons.onnx: " + key + " = " + value), message);
    assertTrue(message.contains(cure), message);
  }

  @Test
  void sigmasThatDoNotGrowAreRefused() {
    String message = message(with("schedule", "exponential", "schedule.sigma-max", "0.001"));
    assertTrue(
        message.startsWith(
            "icons.onnx: schedule = exponential in its card: sigma from 0.002 to 0.001: it grows"),
        message);
  }

  /** The least card with other keys and values. */
  private static Map<String, String> with(String... pairs) {
    Map<String, String> entries = new HashMap<>(LEAST);
    for (int i = 0; i < pairs.length; i += 2) {
      entries.put(pairs[i], pairs[i + 1]);
    }
    return entries;
  }

  private static String message(Map<String, String> entries) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> ModelCard.of("icons.onnx", entries))
            .getMessage());
  }
}
