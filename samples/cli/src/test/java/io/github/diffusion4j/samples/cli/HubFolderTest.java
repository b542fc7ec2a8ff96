package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.fake.FakeRuntime;
import io.github.diffusion4j.image.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user of a folder with prompts, latents and a scheduler of its own asks for. */
class HubFolderTest {
  private static final String EULER = "EulerDiscreteScheduler";
  private static final int SIZE = 3 * 8 * 8;

  private final Path folder;
  private final Generated generated;

  HubFolderTest(@TempDir Path folder) {
    this.folder = folder;
    generated = new Generated(FakeRuntime.write(folder.resolve("hub")), folder);
  }

  @Test
  void promptsAreDealtOutInTurn() {
    float[] three = generated.values("--prompt", "a horse", "--prompt", "a cat, red", "-n", "3");
    assertArrayEquals(sample(three, 0), generated.values("-p", "a horse"));
    assertArrayEquals(sample(three, 1), generated.values("-p", "a cat, red", "--seed", "1"));
    assertArrayEquals(sample(three, 2), generated.values("-p", "a horse", "--seed", "2"));
    assertEquals(2 * SIZE, generated.values("-p", "a horse", "-p", "a cat").length);
  }

  /** Such a model has no labels or numbers that a context could mean otherwise. */
  @Test
  void aContextIsAPromptWhereItCanBeNothingElse() {
    assertArrayEquals(generated.values("-p", "a cat, red"), generated.values("-c", "a cat, red"));
  }

  @Test
  void theNegativePromptLeadsAway() {
    String[] guided = {"-p", "a horse", "--guidance", "3"};
    float[] plain = generated.values(guided);
    assertFalse(Arrays.equals(plain, generated.values(with(guided, "--negative", "blurry"))));
    assertArrayEquals(plain, generated.values(with(guided, "--negative", "")));
  }

  @Test
  void imagesHaveTheSizeAskedFor() throws IOException {
    Path npy = generated.npy("-p", "a horse", "--size", "16x24");
    assertEquals(List.of(1, 3, 24, 16), Npy.read(npy).dimensions());
    Path png = folder.resolve("sheet.png");
    generated.values("-p", "a horse", "-n", "2", "--size", "16x24", "--png", png.toString());
    assertEquals(2 + 2 * (16 * 5 + 2), ImageIO.read(png.toFile()).getWidth());
  }

  @Test
  void aTileAsLargeAsTheImageChangesNothing() {
    float[] whole = generated.values("-p", "a horse", "--size", "32x32");
    assertArrayEquals(whole, generated.values("-p", "a horse", "--size", "32x32", "--tiles", "32"));
    float[] tiles = generated.values("-p", "a horse", "--size", "32x32", "--tiles", "16");
    assertArrayEquals(whole, tiles, 1e-5f); // this decoder sees no neighbours
    assertFalse(Arrays.equals(whole, tiles));
  }

  @Test
  void imagesToChangeHaveTheSizeAskedFor() {
    Path png = folder.resolve("first.png");
    generated.values("-p", "a horse", "--size", "16x16", "--png", png.toString());
    String[] change = {"-p", "a cat", "--size", "16x16", "--init", png.toString()};
    float[] changed = generated.values(change);
    assertFalse(Arrays.equals(changed, generated.values("-p", "a cat", "--size", "16x16")));
    String[] paint = with(change, "--mask", "0,0,16x8");
    float[] painted = generated.values(paint);
    float[] again = generated.values(with(paint, "--seed", "1"));
    for (int i = 0; i < painted.length; i++) {
      boolean isKept = i / 16 % 16 >= 8;
      assertEquals(isKept, painted[i] == again[i], "value " + i);
    }
    assertTrue(
        generated.refuses("-p", "a cat", "--init", png.toString()).contains("16 wide and 16 high"));
  }

  @Test
  void noiseHasTheShapeOfTheLatents() {
    Path noise = folder.resolve("noise.npy");
    Npy.write(noise, new float[2 * 4 * 8 * 4], 2, 4, 8, 4);
    String start = noise.toString();
    float[] two = generated.values("-p", "a cat", "--size", "8x16", "--noise", start);
    assertEquals(2 * SIZE * 2, two.length);
    assertTrue(generated.refuses("--noise", start).contains("[n, 4, 4, 4]"));
  }

  @Test
  void theSchedulerIsTheFoldersUnlessAnotherIsNamed() throws IOException {
    float[] usual = generated.values("-p", "a cat");
    assertArrayEquals(usual, generated.values("-p", "a cat", "--scheduler", "DDIMScheduler"));
    assertFalse(Arrays.equals(usual, generated.values("-p", "a cat", "--sampler", "ddim")));
    float[] euler = generated.values("-p", "a cat", "--scheduler", EULER);
    assertFalse(Arrays.equals(usual, euler));
    Path file = folder.resolve("scheduler_config.json");
    Files.writeString(
        file, "{\"_class_name\": \"" + EULER + "\", \"beta_schedule\": \"scaled_linear\"}");
    assertArrayEquals(euler, generated.values("-p", "a cat", "--scheduler", file.toString()));
  }

  @Test
  void etaIsTheSchedulers() {
    float[] even = generated.values("-p", "a cat", "--eta", "0");
    assertArrayEquals(even, generated.values("-p", "a cat"));
    assertFalse(Arrays.equals(even, generated.values("-p", "a cat", "--eta", "1")));
  }

  @Test
  void aWayLeadsFromOnePromptToAnother() {
    Path npy = folder.resolve("way.npy");
    Run.succeeds(
        "interpolate",
        "--model",
        generated.model().toString(),
        "--steps",
        "5",
        "--from",
        "7:a horse",
        "--to",
        "3:a cat",
        "--npy",
        npy.toString());
    float[] way = Npy.read(npy).floats();
    assertArrayEquals(sample(way, 0), generated.values("-p", "a horse", "--seed", "7"));
    assertArrayEquals(sample(way, 7), generated.values("-p", "a cat", "--seed", "3"));
  }

  @Test
  void imagesAreInvertedByWayOfTheirLatents() {
    Path png = folder.resolve("first.png");
    Path noise = folder.resolve("noise.npy");
    String model = generated.model().toString();
    generated.values("-p", "a horse", "--size", "16x8", "--png", png.toString());
    String pair = folder.resolve("pair.png").toString();
    Run.succeeds(
        "invert",
        png.toString(),
        "-m",
        model,
        "-c",
        "a horse",
        "--size",
        "16x8",
        "--steps",
        "3",
        "--npy",
        noise.toString(),
        "--png",
        pair);
    assertEquals(List.of(1, 4, 4, 8), Npy.read(noise).dimensions());
  }

  @ParameterizedTest
  @CsvSource({
    "'--size 9x8', 'a size of 9 x 8 pixels: width and height are multiples of 2 and 2'",
    "'--size 80x8', 'this model\'\'s graph takes 4x4x4 alone'",
    "'--scheduler EulerDiscretScheduler', 'did you mean EulerDiscreteScheduler?'",
    "'--scheduler EulerDiscreteScheduler --sampler ddim', 'there is one method, give either'",
    "'--scheduler EulerDiscreteScheduler --eta 0.5', 'EulerDiscreteScheduler has no argument eta'",
    "'--spacing karras', 'DDIMScheduler, whose configuration says which times are visited'",
    "'--prompt cat --context cat', 'a sample shows one or the other, give either'",
  })
  void whatDoesNotFitIsRefused(String options, String why) {
    String said = generated.refuses(options.split(" ", -1));
    assertTrue(said.contains(why.replace("''", "'")), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1]", "{", "{\"_class_name\": \"DDIMScheduler\", \"eta_\": 1}"})
  void aSchedulerFileThatIsNoneIsNamed(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("scheduler.json"), content);
    String said =
        Run.fails(
            1, "generate", "-m", generated.model().toString(), "--scheduler", file.toString());
    assertTrue(said.contains("scheduler.json: "), said);
  }

  @ParameterizedTest
  @CsvSource({
    "--device cpu, cpu",
    "--threads 3, 'cpu, threads 3'",
    "--device cuda, cuda 0",
    "--device cuda:2, cuda 2",
    "--device cuda-or-cpu, cuda-or-cpu 0",
    "--device cuda:1-or-cpu --one-part-at-a-time, 'cuda-or-cpu 1, one part at a time'",
  })
  void theModelRunsWhereItIsAskedTo(String options, String settings) {
    String[] command = ("inspect MODEL " + options).split(" ", -1);
    command[1] = generated.model().toString();
    List<String> lines = Run.succeeds(command).out();
    assertTrue(lines.contains("settings " + settings), lines.toString());
  }

  @Test
  void inspectTellsOfImagesContextsAndScheduler() {
    List<String> lines = Run.succeeds("inspect", generated.model().toString()).out();
    for (String line :
        List.of(
            "images  3x8x8, decoded from 4x4x4",
            "context tokens float 2x3, the empty prompt's where nothing is asked for",
            "  DDIMScheduler",
            "    beta_schedule = scaled_linear")) {
      assertTrue(lines.contains(line), lines.toString());
    }
  }

  private static float[] sample(float[] samples, int index) {
    return Arrays.copyOfRange(samples, index * SIZE, (index + 1) * SIZE);
  }

  private static String[] with(String[] options, String... more) {
    String[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }
}
