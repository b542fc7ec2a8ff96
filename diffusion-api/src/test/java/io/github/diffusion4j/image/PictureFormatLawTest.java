package io.github.diffusion4j.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

class PictureFormatLawTest {
  private static final PictureFormat PAIR =
      new PictureFormat(Shape.of(1, 1, 2), ValueRange.SYMMETRIC);

  @Property
  void aColourDependsOnItsOwnValueAlone(
      @ForAll @FloatRange(min = -3, max = 3) float value,
      @ForAll @FloatRange(min = -3, max = 3) float neighbour) {
    float clipped = Math.max(-1, Math.min(1, value));
    int pixel = Pixels.of(PAIR.picture(new float[] {value, neighbour}, 0))[0] & 0xFF;
    assertEquals((clipped + 1.0) / 2 * 255, pixel, 0.5);
  }

  @Property
  void aLevelBecomesAValueAndTheSameLevelAgain(
      @ForAll @IntRange(max = 255) int level,
      @ForAll @FloatRange(min = -100, max = 100) float low,
      @ForAll @FloatRange(min = 0.5f, max = 300) float width) {
    var range = new ValueRange(low, low + width);
    assertEquals(level, range.toByte(range.fromByte(level)));
  }
}
