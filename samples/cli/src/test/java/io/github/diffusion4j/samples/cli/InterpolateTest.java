package io.github.diffusion4j.samples.cli;

import static io.github.diffusion4j.samples.cli.Generated.SIZE;
import static io.github.diffusion4j.samples.cli.Generated.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpolateTest {
  private final Generated generated;
  private final Path folder;

  InterpolateTest(@TempDir Path folder) {
    this.folder = folder;
    generated = Generated.in(folder);
  }

  @Test
  void itsEndsAreTheSamplesThemselves() {
    Path npy = folder.resolve("way.npy");
    succeeds("--from", "7:folder,plus", "--to", "-3:document", "-n", "5", "--npy", npy.toString());
    float[] way = Npy.read(npy).floats();
    assertEquals(5 * SIZE, way.length);
    assertArrayEquals(generated.values("--seed", "7", "-c", "folder,plus"), sample(way, 0));
    assertArrayEquals(generated.values("--seed", "-3", "-c", "document"), sample(way, 4));
  }

  @Test
  void theSameCommandGivesTheSameBytes() throws IOException {
    for (String name : List.of("a", "b")) {
      String file = folder.resolve(name).toString();
      succeeds("--from", "1", "--to", "2", "--png", file + ".png", "--gif", file + ".gif");
    }
    assertEquals(-1, Files.mismatch(folder.resolve("a.png"), folder.resolve("b.png")));
    assertEquals(-1, Files.mismatch(folder.resolve("a.gif"), folder.resolve("b.gif")));
  }

  @Test
  void theSamplesStandInARow() throws IOException {
    Path png = folder.resolve("way.png");
    Run run = succeeds("--from", "1", "--to", "2", "--zoom", "3", "--png", png.toString());
    assertEquals(List.of(png.toString()), run.out());
    assertEquals(2 + 8 * (24 + 2), ImageIO.read(png.toFile()).getWidth());
    assertEquals(2 + (24 + 2), ImageIO.read(png.toFile()).getHeight());
  }

  @Test
  void theAnimationGoesToAndFroOrOneWay() throws IOException {
    assertEquals(5 + 3, frames());
    assertEquals(5, frames("--one-way"));
  }

  private int frames(String... options) throws IOException {
    Path gif = folder.resolve("way.gif");
    succeeds(
        Stream.concat(
                Stream.of("--from", "1", "--to", "2", "-n", "5", "--gif", gif.toString()),
                Stream.of(options))
            .toArray(String[]::new));
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      ImageReader reader = ImageIO.getImageReaders(in).next();
      reader.setInput(in);
      return reader.getNumImages(true);
    }
  }

  @Test
  void wrongUseIsRefusedWithTheCure() {
    refused("--from seven: a seed, or a seed and a context", "--from", "seven", "--to", "2");
    refused("--to :plus: a seed, or a seed and a context", "--from", "1", "--to", ":plus");
    refused("label 'dragon': this model has", "--from", "1:dragon", "--to", "2");
    refused("--count 1: a way has two ends", "--from", "1", "--to", "2", "-n", "1");
    refused("Missing required option", "--from", "1");
    refused("draws noise on the way", "--from", "1", "--to", "2", "--sampler", "ddpm");
    refused("draws noise on the way", "--from", "1", "--to", "2", "--eta", "0.5");
    refused("--one-way without --gif", "--from", "1", "--to", "2", "--one-way");
    refused("is a folder: name a file", "--from", "1", "--to", "2", "--png", folder.toString());
  }

  private void refused(String words, String... options) {
    String message = Run.fails(2, args(options));
    assertTrue(message.contains(words), message);
  }

  private Run succeeds(String... options) {
    return Run.succeeds(args(options));
  }

  private String[] args(String... options) {
    Stream<String> model =
        Stream.of("interpolate", "--model", generated.model().toString(), "--steps", "5");
    return Stream.concat(model, Stream.of(options)).toArray(String[]::new);
  }
}
