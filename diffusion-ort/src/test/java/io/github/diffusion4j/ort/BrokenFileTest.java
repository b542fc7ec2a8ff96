package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is no model: one clear error, nothing leaked, and the next model opens. */
class BrokenFileTest {
  private static final String CUT =
      "no ONNX model, or one cut short (%d bytes); copy or export it again";

  static Stream<Arguments> broken() throws IOException {
    byte[] good = Files.readAllBytes(Foreign.UNET);
    byte[] flipped = good.clone();
    IntStream.range(1000, 1400).forEach(i -> flipped[i] ^= 0x55);
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 408130\n";
    return Stream.of(
        Arguments.of("empty", new byte[0], "an empty file, no ONNX model; copy or export it again"),
        Arguments.of("text", bytes("hello"), CUT.formatted(5)),
        Arguments.of("zeros", new byte[1000], CUT.formatted(1000)),
        Arguments.of("half", Arrays.copyOf(good, good.length / 2), CUT.formatted(good.length / 2)),
        Arguments.of("short", Arrays.copyOf(good, good.length - 1), CUT.formatted(good.length - 1)),
        Arguments.of("start", Arrays.copyOf(good, 8), CUT.formatted(8)),
        Arguments.of("flipped", flipped, CUT.formatted(good.length)),
        Arguments.of(
            "pointer",
            bytes(pointer),
            "a pointer of Git LFS, not the model itself; fetch it with git lfs pull"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isRefusedByName(String name, byte[] bytes, String message, @TempDir Path folder)
      throws IOException {
    Path path = Files.write(folder.resolve(name + ".onnx"), bytes);
    for (ModelFile file :
        new ModelFile[] {
          ModelFile.at(path), new ModelFile.InMemory(path.toString(), bytes, Map.of())
        }) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> OrtDenoiser.open(file));
      assertEquals(path + ": " + message, e.getMessage());
    }
    OrtDenoiser.open(Foreign.UNET).close();
  }

  @Test
  void aPlainGraphWithoutACardIsAskedForOne(@TempDir Path folder) throws IOException {
    Path path = Files.copy(Foreign.VPRED, folder.resolve("bare.onnx"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> OrtDenoiser.open(path));
    assertEquals(
        path
            + ": no model card: its metadata has no keys 'diffusion.*'. Write bare.properties beside it"
            + " with schedule, schedule.steps, prediction and time, and with input.sample, input.time"
            + " and input.context for its inputs sample float32 [b, 1, 32, 32], timestep int64 [b]",
        e.getMessage());
  }

  @Test
  void whatIsNoFileIsRefused(@TempDir Path folder) {
    Path nothing = folder.resolve("nothing.onnx");
    Refused.with(
        IllegalArgumentException.class,
        () -> OrtDenoiser.open(nothing),
        "nothing.onnx: no such model");
    Refused.with(IllegalArgumentException.class, () -> OrtDenoiser.open(folder), "holds no model");
    for (Path path : List.of(nothing, folder)) {
      Refused.with(
          UncheckedIOException.class,
          () -> OrtDenoiser.open(new ModelFile.OnDisk(path, Map.of())),
          path + ": this model cannot be read");
    }
  }

  @Test
  void refusingLeaksNothing() throws IOException {
    ModelFile wrongCard =
        new ModelFile.OnDisk(Foreign.UNET, Map.of("schedule", "linear", "shape", "3x8x8"));
    refuse(wrongCard, 15);
    System.gc(); // what lies in the heap until it is collected is no leak
    long before = residentPages();
    refuse(wrongCard, 60);
    System.gc();
    long grown = (residentPages() - before) * 4096 / 60;
    assertTrue(grown < 100_000, grown + " bytes an attempt");
  }

  private static void refuse(ModelFile file, int times) {
    for (int i = 0; i < times; i++) {
      assertThrows(IllegalArgumentException.class, () -> OrtDenoiser.open(file));
    }
  }

  /** Of this process; 0 where there is no /proc. */
  private static long residentPages() throws IOException {
    Path statistics = Path.of("/proc/self/statm");
    return Files.exists(statistics)
        ? Long.parseLong(Files.readString(statistics).split(" ", -1)[1])
        : 0;
  }
}
