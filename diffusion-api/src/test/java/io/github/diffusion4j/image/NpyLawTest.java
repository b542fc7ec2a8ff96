package io.github.diffusion4j.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NpyLawTest {
  @Property(tries = 50)
  void whatIsWrittenIsReadAgain(
      @ForAll @IntRange(min = 0, max = 9) int n,
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll @IntRange(min = 1, max = 40) int side,
      @ForAll long seed)
      throws IOException {
    float[] values = new float[n * channels * side * side];
    Random random = new Random(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    Path made = Files.createTempDirectory("npy");
    Path file = made.resolve("a.npy");
    try {
      Npy.write(file, values, n, channels, side, side);
      Npy array = Npy.read(file);
      assertEquals(List.of(n, channels, side, side), array.dimensions());
      assertArrayEquals(values, array.floats());
    } finally {
      Files.deleteIfExists(file);
      Files.delete(made);
    }
  }
}
