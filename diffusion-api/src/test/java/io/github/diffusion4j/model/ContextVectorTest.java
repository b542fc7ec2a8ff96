package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextVectorTest {
  private static final ContextSpec LABELS = ContextSpec.labels(List.of("folder", "user", "plus"));

  @Test
  void labelsBecomeOnes() {
    assertArrayEquals(new float[] {1, 0, 1}, LABELS.context("folder", "plus").values());
    assertTrue(LABELS.context().isUnconditional());
  }

  @Test
  void whatIsUnconditionalIsForTheCardToSay() {
    ContextVector none = ContextVector.unconditional();
    assertEquals(none, LABELS.context());
    assertFalse(ContextVector.of(0, 0, 0).isUnconditional());
    assertEquals("unconditional", none.toString());
    assertEquals(ContextVector.of(0, 0, 0), LABELS.complete(none));
    ContextRole classes = ContextRole.of(ContextSpec.CLASS, ContextTensor.Kind.INDEX, Shape.of(1));
    ContextSpec spec = ContextSpec.of(List.of(classes.unconditional(1000)), List.of("cat", "dog"));
    assertEquals(ContextTensor.index(1000), spec.complete(none).required(ContextSpec.CLASS));
    assertEquals(ContextTensor.index(0), spec.context("cat").required(ContextSpec.CLASS));
    message(() -> spec.context("cat", "dog"));
    message(() -> spec.check(ContextVector.of(1, 0)));
  }

  @Test
  void wholeNumbersDoNotMix() {
    ContextVector cat = ContextVector.of("class", ContextTensor.index(3));
    ContextVector dog = ContextVector.of("class", ContextTensor.index(4));
    assertEquals(cat, ContextVector.mix(cat, 0.3, cat, 0.7));
    message(() -> ContextVector.mix(cat, 0.5, dog, 0.5));
    message(() -> ContextTensor.of(ContextTensor.Kind.INDEX, Shape.of(1), 0.5f));
    message(() -> ContextTensor.of(ContextTensor.Kind.MASK, Shape.of(2), 1, 2));
    message(() -> ContextTensor.of(Shape.of(2, 2), 1, 2, 3));
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
        message(() -> ContextSpec.values(0).check(ContextVector.of(1, 0))));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertEquals(
        "context value 1 is NaN: every value of kind float is a finite number",
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
