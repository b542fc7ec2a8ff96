package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextVectorTest {
  private static final Labels LABELS = Labels.of(List.of("folder", "user", "plus"));

  @Test
  void labelsBecomeOnes() {
    assertArrayEquals(new float[] {1, 0, 1}, LABELS.context("folder", "plus").values());
    assertTrue(LABELS.context().isUnconditional());
  }

  @Test
  void zerosAreAContextUnlessTheyAreWeights() {
    ContextVector none = ContextVector.unconditional(3);
    ContextVector zeros = ContextVector.of(0, 0, 0);
    assertFalse(zeros.isUnconditional());
    assertNotEquals(none, zeros);
    assertArrayEquals(zeros.values(), none.values());
    assertEquals(none, LABELS.context());
    assertEquals(none, LABELS.context(Map.of("folder", 0.0)));
    assertEquals(none, ContextVector.ofWeights(0, -0f, 0).times(3));
    assertEquals(none, ContextVector.mix(none, 0.3, none, 0.7));
    ContextVector folder = LABELS.context("folder");
    assertFalse(folder.times(0).isUnconditional());
    List<ContextVector> way = ContextVector.between(none, folder, 3);
    assertEquals(List.of(none, folder.times(0.5), folder), way);
    assertEquals("unconditional", none.toString());
  }

  @Test
  void contextsMix() {
    ContextVector mixed =
        ContextVector.mix(LABELS.context("folder"), .6, LABELS.context("user"), .4);
    assertArrayEquals(new float[] {.6f, .4f, 0}, mixed.values());
    assertEquals(mixed, LABELS.context(Map.of("folder", .6, "user", .4)));
    assertArrayEquals(new float[] {.3f, .2f, 0}, mixed.times(.5).values());
  }

  @Test
  void aWrongLabelIsToldThoseThereAre() {
    String message = message(() -> LABELS.context("food"));
    assertEquals("label 'food': this model has the labels [folder, user, plus]", message);
  }

  @Test
  void aWrongLengthIsToldTheLabelsThereAre() {
    String message = message(() -> LABELS.check(ContextVector.of(1, 0)));
    assertEquals(
        "a context of 2 values: this model takes 3, the labels [folder, user, plus]", message);
    assertEquals(
        "a context of 2 values: this model takes 0, no context, it is unconditional",
        message(() -> Labels.of(List.of()).check(ContextVector.of(1, 0))));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertEquals(
        "context value 1 is NaN: every value is a finite number",
        message(() -> ContextVector.of(0, Float.NaN)));
    message(() -> LABELS.context(Map.of("folder", Double.POSITIVE_INFINITY)));
    message(() -> LABELS.context("folder").times(Double.NaN));
  }

  @Test
  void valuesAreCopied() {
    float[] values = {1, 2};
    ContextVector context = ContextVector.of(values);
    values[0] = 9;
    context.values()[1] = 9;
    assertArrayEquals(new float[] {1, 2}, context.values());
  }

  @Test
  void contextsOfDifferentModelsDoNotMix() {
    message(() -> ContextVector.mix(ContextVector.of(1), 1, ContextVector.of(1, 2), 1));
  }

  private static String message(Runnable wrong) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
  }
}
