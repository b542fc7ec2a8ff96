package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Roles whose height and width follow those of the samples. */
class RoleSizesTest {
  private static final Shape CARD = Shape.of(4, 8, 8);
  private static final ContextRole CONTROL =
      ContextRole.of("control", Kind.FLOAT, Shape.of(3, 64, 64)).sizedAsSamples();
  private static final ContextRole TOKENS = ContextRole.of("tokens", Kind.FLOAT, Shape.of(12, 8));

  @Test
  void theyAreAsManyTimesAsLarge() {
    Shape wide = Shape.of(4, 10, 24);
    assertEquals(Shape.of(3, 80, 192), CONTROL.forSamples(CARD, wide).shape());
    assertEquals(3 * 80 * 192, CONTROL.sizeFor(CARD, wide));
    assertSame(CONTROL, CONTROL.forSamples(CARD, CARD));
    assertSame(TOKENS, TOKENS.forSamples(CARD, wide));
    assertEquals(96, TOKENS.sizeFor(CARD, wide));
  }

  @Test
  void aSpecificationTakesTheirSize() {
    ContextSpec spec = ContextSpec.of(List.of(CONTROL, TOKENS), List.of());
    ContextSpec wide = spec.forSamples(CARD, Shape.of(4, 8, 16));
    ContextVector image =
        ContextVector.of(
            "control", ContextTensor.of(Shape.of(3, 64, 128), new float[3 * 64 * 128]));
    assertEquals(image, wide.check(image));
    assertThrows(IllegalArgumentException.class, () -> spec.check(image));
    assertSame(spec, spec.forSamples(CARD, CARD));
  }

  @Test
  void aCardSaysSo() {
    ModelCard card =
        ModelCard.builder(CARD, NoiseSchedule.cosine(10), Parameterization.EPSILON)
            .context(ContextSpec.of(List.of(CONTROL, TOKENS), List.of()))
            .build();
    assertEquals(card.context(), ModelCard.of("toy", card.toEntries()).context());
    assertEquals("samples", card.toEntries().get("context.control.extent"));
  }

  @Test
  void onlyImagesFollow() {
    assertThrows(IllegalArgumentException.class, TOKENS::sizedAsSamples);
  }
}
