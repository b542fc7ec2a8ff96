package io.github.diffusion4j.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.awt.Color;
import java.awt.image.BufferedImage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

class ImageFormatLawTest {
  private static final ImageFormat PAIR = new ImageFormat(Shape.of(1, 1, 2), ValueRange.SYMMETRIC);

  @Property
  void aColourDependsOnItsOwnValueAlone(
      @ForAll @FloatRange(min = -3, max = 3) float value,
      @ForAll @FloatRange(min = -3, max = 3) float neighbour) {
    float clipped = Math.max(-1, Math.min(1, value));
    int pixel = Pixels.of(PAIR.image(new float[] {value, neighbour}, 0))[0] & 0xFF;
    assertEquals((clipped + 1.0) / 2 * 255, pixel, 0.5);
  }

  @Property
  void whatIsReadIsTheImageOverWhite(@ForAll int argb) {
    var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, argb);
    for (int channels : new int[] {1, 3, 4}) {
      var format = new ImageFormat(Shape.of(channels, 1, 1), new ValueRange(0, 255));
      int shown = Pixels.of(format.image(format.values(image), 0))[0];
      int white = Pixels.onto(Color.WHITE, image)[0];
      if (channels == 1) {
        double luma =
            0.299 * (white >> 16 & 0xFF) + 0.587 * (white >> 8 & 0xFF) + 0.114 * (white & 0xFF);
        assertEquals(luma, shown & 0xFF, 1.01);
      } else {
        assertEquals(channels == 3 ? white : argb, shown);
      }
    }
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
