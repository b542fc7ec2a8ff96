package io.github.diffusion4j.samples.cli;

import static io.github.diffusion4j.samples.cli.Generated.SIZE;
import static io.github.diffusion4j.samples.cli.Generated.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.tensor.NoiseSource;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The noise that samples are made of. */
class SeedsTest {
  private final Generated generated;

  SeedsTest(@TempDir Path folder) {
    generated = Generated.in(folder);
  }

  @Test
  void aTorchSeedIsTheNoiseOfPyTorch() {
    float[] start = new float[SIZE];
    NoiseSource.torch().fill(7, NoiseSource.START, start, 0, SIZE);
    Path noise = generated.folder().resolve("start.npy");
    Npy.write(noise, start, 1, 3, 8, 8);
    float[] samples = generated.values("--torch-seed", "7", "--eta", "0");
    assertArrayEquals(generated.values("--noise", noise.toString(), "--eta", "0"), samples);
    assertFalse(Arrays.equals(generated.values("--seed", "7", "--eta", "0"), samples));
  }

  @Test
  void torchSeedsCountUpWhateverTheBatch() {
    float[] three = generated.values("--torch-seed", "7", "-n", "3", "--sampler", "ddpm");
    for (int i = 0; i < 3; i++) {
      float[] alone = generated.values("--torch-seed", "" + (7 + i), "--sampler", "ddpm");
      assertArrayEquals(alone, sample(three, i));
    }
    assertArrayEquals(
        three,
        generated.values("--torch-seed", "7", "-n", "3", "--sampler", "ddpm", "--batch", "1"));
  }

  @Test
  void variationsGoFromTheSampleToOthers() {
    float[] liked = generated.values("--seed", "7");
    float[] none = generated.values("--variation-of", "7", "--variation", "0", "-n", "2");
    assertArrayEquals(liked, sample(none, 0));
    assertArrayEquals(liked, sample(none, 1));
    assertArrayEquals(
        generated.values("--seed", "20"),
        generated.values("--variation-of", "7", "--variation", "1", "--seed", "20"));
    float[] usual = generated.values("--variation-of", "7", "--seed", "20");
    assertArrayEquals(
        usual, generated.values("--variation-of", "7", "--variation", "0.3", "--seed", "20"));
    assertFalse(Arrays.equals(liked, usual));
  }

  @Test
  void variationsOfATorchSampleAreAroundIt() {
    assertArrayEquals(
        generated.values("--torch-seed", "7"),
        generated.values("--variation-of", "7", "--variation", "0", "--torch-seed", "9"));
  }

  @Test
  void whatDoesNotGoTogetherIsRefusedWithTheCure() {
    refused(
        "--seed 1 with --torch-seed 2: there is one seed, give either",
        "--seed",
        "1",
        "--torch-seed",
        "2");
    refused("--variation 0.3 of which sample? Give its seed", "--variation", "0.3");
    refused("variation = 1.5: it lies in [0, 1]", "--variation-of", "7", "--variation", "1.5");
    refused(
        "--noise x.npy with --variation-of 7: there is one start, give either",
        "--noise",
        "x.npy",
        "--variation-of",
        "7");
    refused("Invalid value for option '--torch-seed'", "--torch-seed", "many");
  }

  @Test
  void aTorchSeedMayBeAnyNumber() {
    assertEquals(SIZE, generated.values("--torch-seed", "-1").length);
    assertEquals(SIZE, generated.values("--torch-seed", "67280421310721").length);
  }

  private void refused(String words, String... options) {
    String message = generated.refuses(options);
    assertTrue(message.contains(words), message);
  }
}
