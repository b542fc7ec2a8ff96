package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Png;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
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
    String data = pictures().toString();
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
    List<String> resumed =
        Run.succeeds("train", "--data", data, "--out", run, "--resume", "--steps", "3").out();
    assertTrue(resumed.contains("step 3 of 3"), resumed.toString());

    String model = folder.resolve("dots.onnx").toString();
    assertEquals(List.of(model), Run.succeeds("export", run, model, "--card", "steps=7").out());
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
    Path data = pictures();
    Path run = folder.resolve("run");
    Path student = folder.resolve("student");
    String small = " --steps 2 --batch 4 --threads 1 --data " + data;
    succeeds("train --channels 32 --out " + run + small);
    String few = " --questions 64 --teacher-steps 2 --out ";
    List<String> out = succeeds("distill " + run + few + student + small);
    assertTrue(out.contains("step 2 of 2"), out.toString());
    out = succeeds("train --resume --steps 3 --out " + student + " --data " + data);
    assertTrue(out.contains("step 3 of 3"), out.toString());
    String card = succeeds("inspect " + student.resolve("model/model.onnx")).toString();
    assertTrue(card.contains("lcm") && card.contains("teacher.guidance"), card);
  }

  private static List<String> succeeds(String line) {
    return Run.succeeds(line.split(" ")).out();
  }

  private Path pictures() {
    Path data = folder.resolve("data");
    for (String label : List.of("red", "blue")) {
      for (int i = 0; i < 12; i++) {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(i % 8, i / 8, label.equals("red") ? 0xFF0000 : 0x0000FF);
        Png.write(data.resolve(label).resolve(i + ".png"), picture);
      }
    }
    return data;
  }
}
