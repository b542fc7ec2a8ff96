package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Png;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  private final Path folder;

  TrainTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void trainsResumesExportsAndGenerates() {
    String data = images().toString();
    String run = folder.resolve("run").toString();
    Run.succeeds(
        "train",
        "--data",
        data,
        "--out",
        run,
        "--channels",
        "32",
        "--steps",
        "2",
        "--batch",
        "4",
        "--threads",
        "1",
        "--samples-every",
        "0");
    List<String> resumed = Run.succeeds("train", "--out", run, "--resume", "--steps", "3").out();
    assertTrue(resumed.contains("step 3 of 3"), resumed.toString());

    String model = folder.resolve("dots.onnx").toString();
    assertEquals(
        List.of(model), Run.succeeds("export", run, model, "--card", "sampler.steps=7").out());
    String half = folder.resolve("half.onnx").toString();
    Run.succeeds("export", run, half, "--weights", "float16");
    List<String> card = Run.succeeds("inspect", half).out();
    assertTrue(card.stream().anyMatch(line -> line.matches(" *weights +float16")), card.toString());
    Path png = folder.resolve("dots.png");
    Run.succeeds("generate", "-m", model, "-c", "red", "--steps", "2", "--png", png.toString());
    assertTrue(Files.exists(png));
  }

  @Test
  void distils() {
    Path data = images();
    Path run = folder.resolve("run");
    Path student = folder.resolve("student");
    String small = " --steps 2 --batch 4 --threads 1 --data " + data;
    succeeds("train --channels 32 --out " + run + small);
    String few = " --questions 64 --teacher-steps 2 --out ";
    List<String> out = succeeds("distill " + run + few + student + small);
    assertTrue(out.contains("step 2 of 2"), out.toString());
    out = succeeds("train --resume --steps 3 --out " + student);
    assertTrue(out.contains("step 3 of 3"), out.toString());
    String card = succeeds("inspect " + student.resolve("model/model.onnx")).toString();
    assertTrue(card.contains("lcm") && card.contains("teacher.guidance"), card);
  }

  @Test
  void aRunThatIsResumedKnowsHowItsDataWasRead() throws IOException {
    Path data = images();
    Path run = folder.resolve("run");
    String options = " --resize 4x4 --leave-out red --strict";
    succeeds(
        "train --channels 32 --batch 4 --threads 1 --steps 1 --data "
            + data
            + options
            + " --out "
            + run);
    List<String> out = succeeds("train --resume --steps 2 --out " + run);
    assertTrue(out.contains("step 2 of 2"), out.toString());

    Path moved = Files.move(data, folder.resolve("elsewhere"));
    String error = Run.fails(2, ("train --resume --steps 3 --out " + run).split(" "));
    assertTrue(error.contains("--data " + data), error);
    out = succeeds("train --resume --steps 3 --out " + run + " --data " + moved);
    assertTrue(out.contains("step 3 of 3"), out.toString());
    out = succeeds("train --resume --steps 4 --out " + run);
    assertTrue(out.contains("step 4 of 4"), out.toString());
  }

  @Test
  void aBudgetTooShortToDrawSaysSo() {
    List<String> out =
        succeeds(
            "train --channels 32 --batch 4 --threads 1 --time-budget 0.01s --data "
                + images()
                + " --out "
                + folder.resolve("run"));
    assertTrue(
        out.stream().anyMatch(line -> line.contains("steps fit in") && line.contains("draws")),
        out.toString());
  }

  /** What Ctrl-C sends, to a process of its own. */
  @Test
  void whoStopsATrainingIsToldAtOnceAndHowToGoOn() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    String line =
        "train --channels 32 --batch 4 --threads 1 --steps 1000000 --log-every 1"
            + " --evaluate-every 0 --samples-every 0 --data "
            + images()
            + " --out "
            + run;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(line.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> out = new ArrayList<>();
    try (BufferedReader reader = process.inputReader()) {
      boolean asked = false;
      for (String said = reader.readLine(); said != null; said = reader.readLine()) {
        out.add(said);
        if (!asked && said.startsWith("step 2:")) {
          asked = true;
          process.toHandle().destroy(); // leaves its output open
        }
      }
    }
    process.waitFor();
    assertTrue(out.stream().anyMatch(said -> said.startsWith("stopping: ")), out.toString());
    assertEquals("to go on: diffusion train --out " + run + " --resume", out.get(out.size() - 1));
    assertTrue(Files.exists(run.resolve("checkpoint.zip")));
  }

  private static List<String> succeeds(String line) {
    return Run.succeeds(line.split(" ")).out();
  }

  private Path images() {
    Path data = folder.resolve("data");
    for (String label : List.of("red", "blue")) {
      for (int i = 0; i < 12; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(i % 8, i / 8, label.equals("red") ? 0xFF0000 : 0x0000FF);
        Png.write(data.resolve(label).resolve(i + ".png"), image);
      }
    }
    return data;
  }
}
