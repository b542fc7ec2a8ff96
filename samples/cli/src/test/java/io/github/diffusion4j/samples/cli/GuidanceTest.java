package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuidanceTest {
  private final Generated generated;

  GuidanceTest(@TempDir Path folder) {
    generated = Generated.in(folder);
  }

  @Test
  void everyOptionChangesWhatIsMade() {
    float[] plain = guided();
    assertFalse(Arrays.equals(plain, guided("--guidance-rescale", "0.7")));
    assertFalse(Arrays.equals(plain, guided("--guidance-interval", "10,50")));
    assertFalse(Arrays.equals(plain, guided("--negative", "plus")));
  }

  @Test
  void theirNeutralValuesDoNot() {
    float[] plain = guided();
    assertArrayEquals(plain, guided("--guidance-rescale", "0"));
    assertArrayEquals(plain, guided("--guidance-interval", "0,100"));
    assertArrayEquals(plain, guided("--negative", "0,0,0,0"));
  }

  @Test
  void whatDoesNothingOrIsOutOfRangeIsRefused() {
    refused("--negative plus with guidance 1: nothing is guided", "--negative", "plus");
    refused(
        "--guidance-rescale 0.7 with guidance 1: nothing is guided; give a weight",
        "--guidance-rescale",
        "0.7",
        "--guidance",
        "1");
    refused("--guidance-interval [3.0]: two times", with("--guidance-interval", "3"));
    refused("times 30.0 to 3.0: 0 <= low <= high", with("--guidance-interval", "30,3"));
    refused("this schedule ends at 100", with("--guidance-interval", "200,300"));
    refused("rescale = 2.0: it lies in [0, 1]", with("--guidance-rescale", "2"));
    refused("label 'dragon': this model has the labels", with("--negative", "dragon"));
  }

  private float[] guided(String... options) {
    return generated.values(with(options));
  }

  private void refused(String words, String... options) {
    String message = generated.refuses(options);
    assertTrue(message.contains(words), message);
  }

  private static String[] with(String... options) {
    Stream<String> guided = Stream.of("-c", "folder", "--guidance", "3");
    return Stream.concat(guided, Stream.of(options)).toArray(String[]::new);
  }
}
