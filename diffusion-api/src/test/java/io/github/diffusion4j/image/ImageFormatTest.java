package io.github.diffusion4j.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {
  private final Path folder;

  ImageFormatTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void minusOneIsBlackAndOneIsWhiteAndTheRestIsClipped() {
    float[] grey = {-1, 1, -7, 7, 0, Float.NEGATIVE_INFINITY};
    assertArrayEquals(
        new int[] {0xFF000000, -1, 0xFF000000, -1, 0xFF808080, 0xFF000000},
        Pixels.of(format(1, 2, 3).image(grey, 0)));
  }

  @Test
  void channelsArePlanesOfRedGreenBlueAndAlpha() {
    float[] batch = {9, 9, 9, 9, 9, 9, 9, 9, 1, -1, -1, 1, -1, -1, 0, 1};
    assertArrayEquals(
        new int[] {0x80FF0000, 0xFF00FF00}, Pixels.of(format(4, 1, 2).image(batch, 1)));
    assertArrayEquals(
        new int[] {0xFFFF00FF}, Pixels.of(format(3, 1, 1).image(new float[] {1, -1, 1}, 0)));
  }

  @Test
  void otherShapesAndHalfSamplesAreRefused() {
    for (Shape shape : List.of(Shape.of(2, 4, 4), Shape.of(16), Shape.of(4, 4))) {
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> new ImageFormat(shape, ValueRange.SYMMETRIC));
      assertTrue(Objects.requireNonNull(e.getMessage()).contains(shape.toString()));
    }
    assertThrows(IllegalArgumentException.class, () -> format(3, 2, 2).images(new float[13]));
    assertThrows(IndexOutOfBoundsException.class, () -> format(3, 2, 2).image(new float[12], 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void pngKeepsEveryLevelOfEveryChannel(int channels) {
    ImageFormat format = format(channels, 16, 16);
    float[] levels = new float[channels * 256];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = format.range().fromByte((i * 7 + i / 256) % 256);
    }
    Path file = folder.resolve("made/for/it/levels.png");
    Png.write(file, format.image(levels, 0));
    assertArrayEquals(levels, format.read(file));
  }

  @Test
  void greyFilesKeepTheirLevels() {
    // Java takes such images for linear light when asked for RGB.
    var grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      grey.getRaster().setSample(i, 0, 0, i);
    }
    Path file = folder.resolve("grey.png");
    Png.write(file, grey);
    float[] values = format(1, 1, 256).read(file);
    for (int i = 0; i < 256; i++) {
      assertEquals(ValueRange.SYMMETRIC.fromByte(i), values[i]);
    }
  }

  @Test
  void transparencyGoesOntoWhiteWhereThereIsNoAlphaChannel() {
    var half = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    half.setRGB(0, 0, 0x00123456);
    half.setRGB(1, 0, 0x80FF0000);
    assertArrayEquals(
        new int[] {0xFFFFFFFF, 0xFFFF7F7F},
        Pixels.of(format(3, 1, 2).image(format(3, 1, 2).values(half), 0)));
  }

  @Test
  void equalImagesGiveEqualBytes() throws IOException {
    float[] sample = new float[3 * 64];
    Png.write(folder.resolve("a.png"), format(3, 8, 8).image(sample, 0));
    Png.write(folder.resolve("b.png"), format(3, 8, 8).image(sample, 0));
    assertEquals(-1, Files.mismatch(folder.resolve("a.png"), folder.resolve("b.png")));
  }

  @Test
  void whatIsNoImageOfThisSizeIsRefusedByName() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no image");
    Path small = folder.resolve("small.png");
    Png.write(small, new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB));
    for (Path file : List.of(text, small)) {
      var e = assertThrows(IllegalArgumentException.class, () -> format(3, 4, 4).read(file));
      assertTrue(Objects.requireNonNull(e.getMessage()).contains(file.toString()));
    }
    Path missing = folder.resolve("missing.png");
    var e = assertThrows(UncheckedIOException.class, () -> format(3, 4, 4).read(missing));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains(missing.toString()));
  }

  private static ImageFormat format(int channels, int height, int width) {
    return new ImageFormat(Shape.of(channels, height, width), ValueRange.SYMMETRIC);
  }
}
