package io.github.diffusion4j.samples.cli;

import static io.github.diffusion4j.samples.cli.Generated.SIZE;
import static io.github.diffusion4j.samples.cli.Generated.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.diffusion4j.image.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {
  private static Path models;

  private final Path folder;

  GenerateTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void writeModel(@TempDir Path shared) {
    models = shared;
    TinyNetwork.write(models.resolve("tiny.onnx"));
  }

  @Test
  void theSameCommandGivesTheSameBytes() throws IOException {
    Path first = npy("--count", "8", "--seed", "7");
    Path second = npy("--count", "8", "--seed", "7");
    assertEquals(-1, Files.mismatch(first, second));
    assertEquals(List.of(8, 3, 8, 8), Npy.read(first).dimensions());
  }

  @Test
  void fewerSamplesAreTheFirstOfMore() {
    float[] eight = values("--count", "8", "--seed", "7", "--sampler", "ddpm");
    float[] four = values("--count", "4", "--seed", "7", "--sampler", "ddpm");
    assertArrayEquals(Arrays.copyOf(eight, 4 * SIZE), four);
  }

  @Test
  void theBatchChangesNoBit() {
    float[] alone = values("--count", "8", "--seed", "7", "--batch", "1", "--sampler", "ddpm");
    float[] together = values("--count", "8", "--seed", "7", "--batch", "8", "--sampler", "ddpm");
    assertArrayEquals(alone, together);
  }

  @Test
  void theFourthOfSeed7IsTheFirstOfSeed10() {
    float[] eight = values("--count", "8", "--seed", "7", "--eta", "0.5");
    float[] one = values("--count", "1", "--seed", "10", "--eta", "0.5");
    assertArrayEquals(sample(eight, 3), one);
  }

  @Test
  void contextsAreDealtOutInTurn() {
    float[] dealt = values("-c", "folder,plus", "-c", "document", "--count", "3");
    assertArrayEquals(sample(dealt, 0), values("-c", "folder,plus"));
    assertArrayEquals(sample(dealt, 1), values("-c", "document", "--seed", "1"));
    assertArrayEquals(sample(dealt, 2), values("-c", "folder,plus", "--seed", "2"));
    assertEquals(2 * SIZE, values("-c", "folder", "-c", "document").length);
  }

  @Test
  void labelsWithWeightsAreTheNumbersTheyStandFor() {
    float[] mixed = values("-c", "folder=0.6,plus=0.4");
    assertArrayEquals(mixed, values("-c", "0.6,0,0.4,0"));
    assertFalse(Arrays.equals(mixed, values("-c", "folder,plus")));
    assertArrayEquals(values("-c", ""), values("-c", "0,0,0,0"));
    assertArrayEquals(values(), values("-c", ""));
  }

  @Test
  void anArrayOfContextsIsARowASample() {
    Path rows = folder.resolve("contexts.npy");
    Npy.write(rows, new float[] {1, 0, 0, 0, 0.6f, 0, 0.4f, 0}, 2, 4);
    assertArrayEquals(
        values("-c", "folder", "-c", "folder=0.6,plus=0.4"), values("-c", "@" + rows));
  }

  @Test
  void startsFromGivenNoise() {
    Path start = folder.resolve("start.npy");
    float[] values = new float[2 * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % SIZE % 7 - 3;
    }
    Npy.write(start, values, 2, 3, 8, 8);
    float[] samples = values("--noise", start.toString(), "--eta", "0");
    assertEquals(2 * SIZE, samples.length);
    assertArrayEquals(sample(samples, 0), sample(samples, 1));
  }

  @Test
  void threadsChangeNoBit() {
    assertArrayEquals(values("--threads", "1"), values("--threads", "2"));
  }

  @Test
  void writesEveryKindOfFileAndSaysSo() throws IOException {
    List<String> files =
        Stream.of("a.npy", "a.png", "a.gif", "film.png")
            .map(name -> folder.resolve("new").resolve(name).toString())
            .toList();
    Run run =
        Run.succeeds(
            "generate",
            "-m",
            models.toString(),
            "--count",
            "4",
            "--steps",
            "5",
            "--npy",
            files.get(0),
            "--png",
            files.get(1),
            "--gif",
            files.get(2),
            "--film",
            files.get(3),
            "--frames",
            "3",
            "--zoom",
            "2");
    assertEquals(files, run.out());
    assertEquals(2 + 2 * (16 + 2), ImageIO.read(Path.of(files.get(1)).toFile()).getWidth());
    assertEquals(2 + 3 * (16 + 2), ImageIO.read(Path.of(files.get(3)).toFile()).getWidth());
    assertEquals("GIF89a", new String(Files.readAllBytes(Path.of(files.get(2))), 0, 6, "US-ASCII"));
  }

  @Test
  void aImageAloneIsAsLargeAsTheSample() throws IOException {
    Path png = folder.resolve("one.png");
    Run.succeeds("generate", "-m", models.toString(), "--steps", "2", "--png", png.toString());
    assertEquals(8, ImageIO.read(png.toFile()).getWidth());
  }

  @Test
  void aSheetOfSmallImagesIsEnlargedUnlessToldOtherwise() throws IOException {
    Path sheet = folder.resolve("sheet.png");
    String[] command = {
      "generate", "-m", models.toString(), "--steps", "2", "-n", "8", "--png", sheet.toString()
    };
    Run.succeeds(command);
    assertEquals(2 + 4 * (128 + 2), ImageIO.read(sheet.toFile()).getWidth());
    Run.succeeds(
        Stream.concat(Stream.of(command), Stream.of("--zoom", "1")).toArray(String[]::new));
    assertEquals(2 + 4 * (8 + 2), ImageIO.read(sheet.toFile()).getWidth());
  }

  private float[] values(String... options) {
    return generated().values(options);
  }

  private Path npy(String... options) {
    return generated().npy(options);
  }

  private Generated generated() {
    return new Generated(models.resolve("tiny.onnx"), folder);
  }
}
