package io.github.diffusion4j.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another size is Pillow's; see resize/README.md. */
class ResamplingTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @ParameterizedTest
  @CsvSource({"1,1", "7,5", "8,8", "12,20", "23,19", "24,10", "40,33"})
  void isWithinOneLevelOfPillow(int height, int width) throws IOException {
    Path root = Files.createDirectory(folder.resolve("pictures"));
    copy("noise.png", root);
    String array = "noise-" + height + "x" + width + ".npy";
    float[] pillow = Npy.read(copy(array, folder)).floats();
    Dataset data =
        ImageFolder.read(root, Optional.of(Sizing.resizedTo(height, width)), InvalidImages.REFUSE);
    assertEquals(Shape.of(3, height, width), data.shape());
    float[] planes = data.images().data();
    float[] expected = new float[planes.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i % 3 * height * width + i / 3] = 2 * pillow[i] / 255 - 1;
    }
    assertArrayEquals(expected, planes, 1.01f * 2 / 255);
  }

  @Property
  void aReductionByWholeFactorsKeepsTheMean(
      @ForAll @IntRange(min = 2, max = 16) int factor, @ForAll long seed) {
    int side = 8;
    float[] noise = new float[side * factor * side * factor];
    var random = new SplittableRandom(seed);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextInt(96, 160); // nothing is cut
    }
    float[] small = Resampling.resized(noise, side * factor, side * factor, side, side);
    assertEquals(mean(noise), mean(small), 4);
    double spread = spread(small);
    assertTrue(spread < 2 * spread(noise) / factor, factor + ": " + spread);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double spread(float[] values) {
    float[] squares = values.clone();
    double mean = mean(values);
    for (int i = 0; i < squares.length; i++) {
      squares[i] = (float) ((values[i] - mean) * (values[i] - mean));
    }
    return Math.sqrt(mean(squares));
  }

  @Property
  void oneColourStaysThatColour(
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 20) int newHeight,
      @ForAll @IntRange(min = 1, max = 20) int newWidth,
      @ForAll @IntRange(max = 255) int level) {
    float[] plane = new float[height * width];
    Arrays.fill(plane, level);
    float[] expected = new float[newHeight * newWidth];
    Arrays.fill(expected, level);
    assertArrayEquals(expected, Resampling.resized(plane, height, width, newHeight, newWidth));
  }

  private static Path copy(String name, Path folder) throws IOException {
    try (InputStream in = ResamplingTest.class.getResourceAsStream("/resize/" + name)) {
      return Files.write(folder.resolve(name), Objects.requireNonNull(in, name).readAllBytes());
    }
  }
}
