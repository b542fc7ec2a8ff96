package io.github.diffusion4j.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Ints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixtures were written by NumPy 2.4. */
class NpyTest {
  private static final float[] HALVES = {-1.5f, -1, -0.5f, 0, 0.5f, 1};

  private final Path folder;

  NpyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32.npy", "float64-big-endian.npy", "version2.npy", "version3.npy"})
  void readsFractionsAsNumPyWroteThem(String name) {
    Npy array = Npy.read(fixture(name));
    assertEquals(List.of(2, 3), array.dimensions());
    assertArrayEquals(HALVES, array.floats());
    assertEquals(-0.5, array.doubleAt(2));
    assertArrayEquals(new float[] {0, 0.5f}, array.floats(3, 2));
    assertThrows(IllegalStateException.class, () -> array.longAt(0));
  }

  @ParameterizedTest
  @CsvSource({
    "uint8.npy, 0 1 127 128 254 255",
    "int32-big-endian.npy, -3 -2 -1 0 1 2",
    "int64.npy, -9223372036854775808 9223372036854775807 9007199254740993",
    "bool.npy, 1 0 1"
  })
  void readsIntegersExactly(String name, String expected) {
    Npy array = Npy.read(fixture(name));
    long[] values = Arrays.stream(expected.split(" ")).mapToLong(Long::parseLong).toArray();
    assertEquals(values.length, array.size());
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], array.longAt(i));
      assertEquals((double) values[i], array.doubleAt(i));
    }
  }

  @Test
  void readsOneNumberAndNone() {
    assertEquals(List.of(), Npy.read(fixture("scalar.npy")).dimensions());
    assertArrayEquals(new float[] {2.5f}, Npy.read(fixture("scalar.npy")).floats());
    assertEquals(List.of(0, 3), Npy.read(fixture("empty.npy")).dimensions());
    assertEquals(0, Npy.read(fixture("empty.npy")).size());
  }

  @Test
  void writesTheBytesThatNumPyWrites() throws IOException {
    assertWrittenLike("float32.npy", HALVES, 2, 3);
    assertWrittenLike("scalar.npy", new float[] {2.5f});
    assertWrittenLike("empty.npy", new float[0], 0, 3);
  }

  @Test
  void writesBytesAsNumPyDoes() throws IOException {
    byte[] values = {0, 1, 127, (byte) 128, (byte) 254, (byte) 255};
    Path file = folder.resolve("bytes.npy");
    Npy.write(file, values, Ints.toArray(Npy.read(fixture("uint8.npy")).dimensions()));
    assertArrayEquals(Files.readAllBytes(fixture("uint8.npy")), Files.readAllBytes(file));
    assertThrows(IllegalArgumentException.class, () -> Npy.write(file, values, 7));
  }

  @Test
  void everyCutOffFileIsRefusedByName() throws IOException {
    byte[] whole = Files.readAllBytes(fixture("float32.npy"));
    Path cut = folder.resolve("cut.npy");
    for (int length = 0; length < whole.length; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertRefused(cut, "");
    }
    Files.write(cut, Arrays.copyOf(whole, whole.length + 1));
    assertRefused(cut, "one array a file");
  }

  @ParameterizedTest
  @CsvSource({
    "fortran.npy, ascontiguousarray",
    "complex.npy, 'c16'",
    "structured.npy, float32 or float64"
  })
  void otherArraysAreRefusedWithTheCure(String name, String cure) {
    assertRefused(fixture(name), cure);
  }

  @Test
  void aHeaderThatLiesAllocatesNothing() throws IOException {
    String text =
        new String(Files.readAllBytes(fixture("float32.npy")), StandardCharsets.ISO_8859_1);
    for (String shape : List.of("(10000, 20000), ", "(2000000000, 2000000000, 2000000000), ")) {
      Path file = folder.resolve("lie.npy");
      String lie = text.replace("(2, 3), }" + " ".repeat(shape.length() - 8), shape + "}");
      assertNotEquals(text, lie);
      Files.writeString(file, lie, StandardCharsets.ISO_8859_1);
      assertRefused(file, "the whole file has 152");
    }
    Path file = folder.resolve("long.npy");
    Files.write(
        file, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, 127, '{'});
    assertRefused(file, "2147483647");
  }

  @Test
  void anythingElseIsNoArray() throws IOException {
    Path file = Files.writeString(folder.resolve("text.npy"), "weights, biases");
    assertRefused(file, "numpy.save");
    Path missing = folder.resolve("missing.npy");
    var e = assertThrows(UncheckedIOException.class, () -> Npy.read(missing));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains("missing.npy"));
  }

  @Test
  void theShapeMustFitTheValues() {
    Path file = folder.resolve("a.npy");
    assertThrows(IllegalArgumentException.class, () -> Npy.write(file, HALVES, 2, 4));
    assertThrows(IllegalArgumentException.class, () -> Npy.write(file, HALVES, -2, -3));
    assertTrue(Files.notExists(file));
  }

  private static void assertRefused(Path file, String cure) {
    var e = assertThrows(IllegalArgumentException.class, () -> Npy.read(file));
    String message = Objects.requireNonNull(e.getMessage());
    assertTrue(message.contains(file.toString()) && message.contains(cure), message);
  }

  private void assertWrittenLike(String fixture, float[] values, int... dimensions)
      throws IOException {
    Path file = folder.resolve(fixture);
    Npy.write(file, values, dimensions);
    assertArrayEquals(Files.readAllBytes(fixture(fixture)), Files.readAllBytes(file));
  }

  private static Path fixture(String name) {
    try {
      return Path.of(Objects.requireNonNull(NpyTest.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
