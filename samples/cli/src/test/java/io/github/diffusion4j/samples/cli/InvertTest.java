package io.github.diffusion4j.samples.cli;

import static io.github.diffusion4j.samples.cli.Generated.SIZE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvertTest {
  private final Generated generated;
  private final Path folder;
  private final String noise;
  private final String pairs;
  private final String sunset;
  private final String sea;

  InvertTest(@TempDir Path folder) {
    this.folder = folder;
    generated = Generated.in(folder);
    noise = folder.resolve("noise.npy").toString();
    pairs = folder.resolve("pairs.png").toString();
    sunset = Drawn.image(folder.resolve("1.png"), (x, y) -> 0x802010 + y * 0x1000).toString();
    sea = Drawn.image(folder.resolve("2.png"), (x, y) -> 0x104080 + x * 0x080400).toString();
  }

  @Test
  void theImagesComeBackAndTheDifferenceIsTold() throws IOException {
    List<String> out =
        succeeds(sunset, sea, "--steps", "100", "--clip", "none", "--zoom", "1").out();
    assertEquals(List.of(noise, pairs), out.subList(0, 2));
    assertTrue(difference(out.get(2), sunset) < 0.05, out.toString());
    assertTrue(difference(out.get(3), sea) < 0.05, out.toString());
    assertEquals(List.of(2, 3, 8, 8), Npy.read(Path.of(noise)).dimensions());
    BufferedImage image = ImageIO.read(Path.of(pairs).toFile());
    assertEquals(2 + 2 * (8 + 2), image.getWidth());
    assertEquals(2 + 2 * (8 + 2), image.getHeight());
    assertEquals(0xFF802010, image.getRGB(2, 2)); // the original is on the left
    assertEquals(0x80, image.getRGB(2 + 8 + 2, 2) >> 16 & 0xFF, 16);
  }

  @Test
  void theDifferenceIsThatOfWhatGenerateMakesOfTheNoise() {
    String line = succeeds(sunset, "--steps", "5", "-c", "folder").out().get(2);
    float[] again = generated.values("--noise", noise, "-c", "folder", "--eta", "0");
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      int y = i % 64 / 8;
      int colour = new int[] {0x80, 0x20 + y * 0x10, 0x10}[i / 64];
      double difference = again[i] - (-1 + colour * 2.0 / 255);
      sum += difference * difference;
    }
    assertEquals(Math.sqrt(sum / SIZE), difference(line, sunset), 6e-5);
  }

  @Test
  void theSameCommandGivesTheSameBytes() throws IOException {
    succeeds(sunset, "--steps", "5");
    byte[] first = Files.readAllBytes(Path.of(noise));
    byte[] image = Files.readAllBytes(Path.of(pairs));
    succeeds(sunset, "--steps", "5");
    assertArrayEquals(first, Files.readAllBytes(Path.of(noise)));
    assertArrayEquals(image, Files.readAllBytes(Path.of(pairs)));
  }

  @Test
  void wrongUseIsRefusedWithTheCure() {
    refused("Missing required parameter: 'PNG'");
    refused("none.png: no such file; give a PNG file", "none.png");
    String large = Drawn.image(folder.resolve("large.png"), 16, (x, y) -> 0).toString();
    refused("16 wide and 16 high, not 8 and 8: scale or crop it", large);
    refused("steps = 101: this schedule takes 1 to 100", sunset, "--steps", "101");
    refused("zoom 0", sunset, "--zoom", "0");
    String model = generated.model().toString();
    String message = Run.fails(2, "invert", "-m", model, sunset, "--npy", folder.toString());
    assertTrue(message.contains("is a folder: name a file in it"), message);
  }

  private static double difference(String line, String file) {
    String words = file + ": RMS difference ";
    assertTrue(line.startsWith(words), line);
    return Double.parseDouble(line.substring(words.length()));
  }

  private void refused(String words, String... options) {
    String message = Run.fails(2, args(options));
    assertTrue(message.contains(words), message);
  }

  private Run succeeds(String... options) {
    return Run.succeeds(args(options));
  }

  private String[] args(String... options) {
    String model = generated.model().toString();
    Stream<String> first = Stream.of("invert", "-m", model, "--npy", noise, "--png", pairs);
    return Stream.concat(first, Stream.of(options)).toArray(String[]::new);
  }
}
