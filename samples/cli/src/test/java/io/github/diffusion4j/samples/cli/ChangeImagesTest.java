package io.github.diffusion4j.samples.cli;

import static io.github.diffusion4j.samples.cli.Generated.SIZE;
import static io.github.diffusion4j.samples.cli.Generated.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Image to image and inpainting. */
class ChangeImagesTest {
  private final Generated generated;
  private final String red;
  private final String blue;
  private final String mask;

  ChangeImagesTest(@TempDir Path folder) {
    generated = Generated.in(folder);
    red = Drawn.image(folder.resolve("red.png"), (x, y) -> 0xFF0000).toString();
    blue = Drawn.image(folder.resolve("blue.png"), (x, y) -> 0x0000FF + 0x1000 * x).toString();
    mask = Drawn.image(folder.resolve("mask.png"), Drawn.LOWER_PART).toString();
  }

  @Test
  void theSameCommandGivesTheSameBytes() throws IOException {
    Path first = generated.npy("--init", red, "--mask", mask, "--sampler", "repaint");
    Path second = generated.npy("--init", red, "--mask", mask, "--sampler", "repaint");
    assertEquals(-1, Files.mismatch(first, second));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ddim", "ddpm", "repaint", "unipc", "heun"})
  void whatTheMaskKeepsIsTheImageToTheBit(String sampler) {
    for (String[] strength : new String[][] {{}, {"--strength", "0.8"}}) {
      float[] painted =
          generated.values(
              with(strength, "--init", blue, "--mask", mask, "--sampler", sampler, "-c", "plus"));
      float[] image = image();
      for (int i = 0; i < SIZE; i++) {
        assertEquals(i % 64 < 3 * 8, image[i] == painted[i], sampler + " at " + i);
      }
    }
  }

  @Test
  void aMaskMayBeARectangle() {
    assertArrayEquals(
        generated.values("--init", red, "--mask", mask),
        generated.values("--init", red, "--mask", "0,3,8x5"));
    for (String outside : new String[] {"0,0,9x1", "8,0,1x1", "0,0,0x8", "0,7,1x2"}) {
      String message = generated.refuses("--init", red, "--mask", outside);
      assertTrue(message.contains("within the image of 8x8"), message);
    }
  }

  @Test
  void withoutAStrengthTheUnmaskedPartStartsFromNoise() {
    String white = Drawn.image(generated.folder().resolve("white.png"), (x, y) -> -1).toString();
    float[] free = generated.values("--init", red, "--mask", white, "--seed", "4");
    assertArrayEquals(generated.values("--seed", "4"), free);
    assertFalse(
        Arrays.equals(free, generated.values("--init", red, "--mask", white, "--strength", "0.5")));
  }

  @Test
  void theStrengthIsSixTenthsUnlessSaid() {
    float[] usual = generated.values("--init", red);
    assertArrayEquals(usual, generated.values("--init", red, "--strength", "0.6"));
    assertFalse(Arrays.equals(usual, generated.values("--init", red, "--strength", "0.4")));
    assertFalse(Arrays.equals(usual, generated.values("--init", blue)));
  }

  @Test
  void imagesAreDealtOutInTurn() {
    float[] three = generated.values("--init", red, "--init", blue, "--count", "3");
    assertArrayEquals(generated.values("--init", red), sample(three, 0));
    assertArrayEquals(generated.values("--init", blue, "--seed", "1"), sample(three, 1));
    assertArrayEquals(generated.values("--init", red, "--seed", "2"), sample(three, 2));
    assertEquals(2 * SIZE, generated.values("--init", red, "--init", blue).length);
    assertEquals(2 * SIZE, generated.values("--init", red, "--init", blue, "--mask", mask).length);
  }

  @Test
  void whatDoesNotGoTogetherIsRefusedWithTheCure() {
    refused("--mask MASK of which image? Give the one to keep a part of with --init", "--mask");
    refused("--strength 0.5 on which image? Give the one to change", "--strength", "0.5");
    refused("strength = 1.5: it lies in (0, 1]", "--init", red, "--strength", "1.5");
    refused("strength = 0.0: it lies in (0, 1]", "--init", red, "--strength", "0");
    refused(
        "--variation-of 3 with --init " + red + ": there is one start, give either",
        "--init",
        red,
        "--variation-of",
        "3");
    String large = Drawn.image(generated.folder().resolve("l.png"), 16, (x, y) -> 0).toString();
    refused("l.png is 16 wide and 16 high, not 8 and 8: scale or crop it", "--init", large);
    refused(
        "l.png is 16 wide and 16 high, not 8 and 8: scale or crop it",
        "--init",
        red,
        "--mask",
        large);
    refused("none.png: no such file; give a PNG file", "--init", "none.png");
  }

  private void refused(String words, String... options) {
    String[] given = options.length == 1 ? new String[] {"--mask", mask} : options;
    String message = generated.refuses(given);
    assertTrue(message.contains(words.replace("MASK", mask)), message);
  }

  private static String[] with(String[] more, String... options) {
    return IntStream.range(0, more.length + options.length)
        .mapToObj(i -> i < more.length ? more[i] : options[i - more.length])
        .toArray(String[]::new);
  }

  /** The blue image as values. */
  private static float[] image() {
    float[] values = new float[SIZE];
    for (int i = 0; i < 64; i++) {
      values[i] = -1;
      values[64 + i] = (float) (-1 + 0x10 * (i % 8) * 2.0 / 255);
      values[128 + i] = 1;
    }
    return values;
  }
}
