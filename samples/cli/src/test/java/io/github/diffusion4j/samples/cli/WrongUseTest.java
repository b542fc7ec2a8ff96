package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong use ends with 2, a failure with 1; both with one line that helps. */
class WrongUseTest {
  private static Path model;
  private static Path narrow;

  private final Path folder;

  WrongUseTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void writeInputs(@TempDir Path shared) {
    model = TinyNetwork.write(shared.resolve("tiny.onnx"));
    narrow = shared.resolve("narrow.npy");
    Npy.write(narrow, new float[6], 2, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bogus",
        "generate --bogus",
        "generate surplus",
        "generate --steps",
        "generate --steps many",
        "generate --model nosuch",
        "generate --model no/such.onnx",
        "generate --model MODEL --device tpu",
        "generate --model MODEL --device cuda-or-gpu",
        "generate --model MODEL --device cuda --threads 2",
        "generate --model MODEL --size 8",
        "generate --model MODEL --size 12x8",
        "generate --model MODEL --tiles 1",
        "generate --model MODEL --prompt nosuch",
        "generate --model MODEL --scheduler EulerDiscreteScheduler",
        "generate --model MODEL --scheduler nosuch.json",
        "generate --model MODEL --scheduler FOLDER",
        "generate --model MODEL --lora nosuch.onnx_adapter",
        "generate --model MODEL --lora MODEL=much",
        "generate --model MODEL --lora MODEL",
        "generate --model MODEL --threads 0",
        "generate --model MODEL --context nosuch",
        "generate --model MODEL --context folder=much",
        "generate --model MODEL --context folder=NaN",
        "generate --model MODEL --context folder,folder",
        "generate --model MODEL --context 1,2,3",
        "generate --model MODEL --context 1,0,0,0,0",
        "generate --model MODEL --context @nosuch.npy",
        "generate --model MODEL --context @NARROW",
        "generate --model MODEL --noise nosuch.npy",
        "generate --model MODEL --noise NARROW",
        "generate --model MODEL --sampler nosuch",
        "generate --model MODEL --sampler ddpm --eta 0.5",
        "generate --model MODEL --sampler ddpm-learned",
        "generate --model MODEL --eta 1.5",
        "generate --model MODEL --steps 0",
        "generate --model MODEL --steps 101",
        "generate --model MODEL --count 0",
        "generate --model MODEL --batch 0",
        "generate --model MODEL --spacing nosuch",
        "generate --model MODEL --clip 0",
        "generate --model MODEL --clip hard",
        "generate --model MODEL --zoom 0 --png x.png",
        "generate --model MODEL --frames 1 --gif x.gif",
        "generate --model MODEL --png FOLDER",
        "generate --model MODEL --png FOLDER/a.jpg",
        "generate --model MODEL --png FOLDER/a",
        "generate --model MODEL --gif FOLDER/a.png",
        "generate --model MODEL --npy FOLDER/a.png",
        "generate --model MODEL --film FOLDER/a.gif",
        "generate --model MODEL --png FOLDER/a.png --film FOLDER/./a.png",
        "generate --model MODEL --zoom -1",
        "generate --model MODEL --zoom 100000",
        "generate --model MODEL --zoom 2147483647 --count 7",
        "generate --model MODEL --film FOLDER/f.png --zoom 100000",
        "generate --model MODEL --count 2147483647",
        "generate --model MODEL --frames 5",
        "generate --model MODEL --frames 0 --gif FOLDER/a.gif",
        "generate --model MODEL --guidance 1e300",
        "generate --model MODEL --context folder,,plus",
        "generate --model MODEL --context ,",
        "generate --model MODEL --context @FOLDER",
        "generate --model MODEL --context @",
        "generate --model MODEL --init FOLDER",
        "interpolate --model MODEL --from 1 --to 2 --count 2147483647",
        "interpolate --model MODEL --from 1 --to 2 --zoom 100000",
        "interpolate --model MODEL --from 1 --to 2 --gif FOLDER/a.png",
        "invert --model MODEL x.png --png FOLDER/a.jpg",
        "export FOLDER FOLDER/out.txt",
        "train-features FOLDER/out.txt",
        "inspect",
        "inspect nosuch",
        "inspect MODEL --plan nosuch",
        "inspect MODEL --plan ddim --steps 0",
        "bench",
        "bench nosuch",
        "bench MODEL --seconds 0",
        "bench MODEL --seconds NaN",
        "bench MODEL --seconds 1e9",
        "bench MODEL --batch 8,0",
        "bench MODEL --batch many",
        "train",
        "train --out FOLDER/run --data nosuch",
        "train --out FOLDER/run --data nosuch.npy,nosuch.npy",
        "train --out FOLDER/run --time-budget soon",
        "train --out FOLDER/run --time-budget 0s",
        "train --out FOLDER/run --time-budget -5m",
        "train --out FOLDER/run --time-budget 99999999999999h",
        "train --out FOLDER/run --batch 0",
        "train --out FOLDER/run --batch many",
        "train --out FOLDER/run --schedule nosuch",
        "train --out FOLDER/run --network nosuch",
        "train --out FOLDER/run --channels 7",
        "train --out FOLDER/run --resize small",
        "train --out FOLDER/run --range 1",
        "export",
        "export FOLDER/nosuch out.onnx",
        "export FOLDER out.onnx --weights int4",
      })
  void wrongUseIsOneLineAnd2(String command) {
    String error = Run.fails(2, args(command));
    assertTrue(error.startsWith("diffusion: "), error);
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generate --model CUT",
        "generate --model MODEL --threads 100000",
        "generate --model FOLDER/cut.npy",
        "generate --model MODEL --init FOLDER/cut.png",
        "invert --model MODEL FOLDER/cut.png",
        "generate --model MODEL --context @FOLDER/cut.npy",
        "generate --model MODEL --noise FOLDER/cut.npy",
        "generate --model MODEL --steps 1 --npy CUT/below-a-file.npy",
        "inspect CUT",
        "bench CUT",
        "train --out FOLDER/run --data FOLDER/cut.npy,FOLDER/cut.npy",
        "train --out FOLDER/run --resume",
        "export FOLDER out.onnx",
      })
  void aFailureIsOneLineAnd1(String command) throws IOException {
    byte[] whole = Files.readAllBytes(model);
    Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("cut.npy"), new byte[] {1, 2, 3});
    byte[] png = Files.readAllBytes(Drawn.image(folder.resolve("x.png"), (x, y) -> x * y));
    Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, png.length / 2));
    String error = Run.fails(1, args(command));
    assertTrue(error.startsWith("diffusion: "), error);
  }

  @ParameterizedTest
  @CsvSource({
    "genrate, did you mean generate?",
    "generate --stpes 3, did you mean --steps?",
    "generate --cuont=3, did you mean --count?",
    "generate --model MODEL --sampler ddmi, did you mean ddim?",
    "generate --model MODEL --spacing karas, did you mean karras?",
    "generate --model MODEL --context foldr, did you mean folder?",
    "generate --model MODEL --context Folder, did you mean folder?",
    "generate --model icon16, did you mean icons16?",
    "generate --model nope, 'icons16, icons16-turbo'",
    "generate --model MODEL --png FOLDER/a.jpg, such as FOLDER/a.png",
    "generate --model MODEL --png FOLDER/a.npy, give --npy FOLDER/a.npy",
  })
  void aNearMissIsAnsweredWithWhatWasMeant(String command, String answer) {
    String error = Run.fails(2, args(command));
    assertTrue(error.contains(answer.replace("FOLDER", folder.toString())), error);
  }

  @Test
  void anEmptyNameIsNoModelAndNoFolder() {
    for (String[] command :
        new String[][] {
          {"generate", "--model", ""},
          {"inspect", ""},
          {"train", "--out", ""},
          {"train", "--out", folder.resolve("run").toString(), "--data", ""},
          {"export", "", "a.onnx"},
          {"distill", "", "--out", "x"},
          {"evaluate", "icons16", "--out", ""},
          {"generate", "--png", ""},
        }) {
      Run.fails(2, command);
    }
  }

  /** What cannot be written is known before anything is generated: 10^9 samples never begin. */
  @ParameterizedTest
  @ValueSource(strings = {"FOLDER/file/a.npy", "FOLDER/file/deep/a.npy", "FOLDER/LONG.npy"})
  void anOutputThatCannotBeWrittenIsRefusedBeforeTheWork(String npy) throws IOException {
    Files.createFile(folder.resolve("file"));
    String name = npy.replace("LONG", "x".repeat(230));
    String error = Run.fails(1, args("generate --model MODEL --count 1000000000 --npy " + name));
    assertTrue(error.contains("cannot write"), error);
  }

  @Test
  void tryingOutAPlaceLeavesNothingBehind() throws IOException {
    Path deep = folder.resolve("a/b/c.npy");
    Run.fails(2, args("generate --model MODEL --steps 0 --npy " + deep));
    assertFalse(Files.exists(folder.resolve("a")));
  }

  /** As it is with letters outside ASCII where the locale has none. */
  @Test
  void aNameThatTheSystemCannotHaveIsAnsweredWithTheCure() {
    for (String option : new String[] {"--png", "--init", "--model", "--noise"}) {
      String error = Run.fails(2, "generate", option, "\0.png");
      assertTrue(error.contains("LC_ALL=C.UTF-8"), error);
    }
  }

  @Test
  void theStackTraceIsThereOnDemand() {
    Run run = Run.of(args("generate --model MODEL --steps 0 --debug"));
    assertEquals(2, run.code());
    assertTrue(run.err().stream().anyMatch(line -> line.startsWith("\tat ")));
  }

  @Test
  void theMessageNamesTheLabelsThereAre() {
    String error = Run.fails(2, args("generate --model MODEL --context dragon"));
    assertTrue(
        error.contains("dragon") && error.contains("[folder, document, plus, minus]"), error);
  }

  private String[] args(String command) {
    String text =
        command
            .replace("MODEL", model.toString())
            .replace("NARROW", narrow.toString())
            .replace("CUT", folder.resolve("cut.onnx").toString())
            .replace("FOLDER", folder.toString());
    return text.isEmpty() ? new String[0] : text.split(" ");
  }
}
