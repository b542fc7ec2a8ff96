package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.image.Png;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of a user's own images, and images from elsewhere, are measured. */
class EvaluateTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private String model = "";
  private String data = "";

  @BeforeEach
  void aModelAndItsImages() throws IOException {
    model = TinyNetwork.write(folder.resolve("tiny.onnx")).toString();
    data = folder.resolve("data").toString();
    for (int i = 0; i < 90; i++) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
      image.setRGB(i % 8, i / 8 % 8, i * 0x020305);
      Path label = Files.createDirectories(Path.of(data, i % 2 == 0 ? "plus" : "minus"));
      Png.write(label.resolve("picture" + i + ".png"), image);
    }
  }

  @Test
  void everyCombinationOfSamplersStepsAndGuidancesGetsALine() {
    List<String> out =
        Run.succeeds(
                "evaluate",
                model,
                "--data",
                data,
                "-n",
                "4",
                "--sampler",
                "ddim,dpm-solver++",
                "--steps",
                "2,3",
                "--guidance",
                "1,2")
            .out();
    assertEquals(2 + 1 + 8 + 2, out.size(), out.toString());
    assertTrue(out.get(0).contains("diversity"), out.get(0));
    assertTrue(out.get(2).contains("held-out images"), out.get(2));
    assertTrue(out.get(3).contains("tiny.onnx, ddim 2, guidance 1 "), out.get(3));
  }

  @Test
  void whatIsAskedForCanBeWhatTheModelHasNotSeen() {
    List<String> out =
        Run.succeeds("evaluate", model, "--data", data, "-n", "4", "--steps", "2", "--unseen")
            .out();
    assertTrue(out.get(3).contains(", unseen"), out.get(3));
  }

  @Test
  void theSameCommandFindsTheSame() throws IOException {
    String[] pages = new String[2];
    for (int i = 0; i < pages.length; i++) {
      Path out = folder.resolve("out" + i);
      Run.succeeds(
          "evaluate", model, "--data", data, "-n", "4", "--steps", "2", "--out", out.toString());
      pages[i] =
          Files.readString(out.resolve("evaluation.json")).replaceAll("(?s)\"ms\": \\{.*?\\}", "");
      assertTrue(Files.exists(out.resolve("loss-by-time.png")));
    }
    assertEquals(pages[0], pages[1]);
  }

  @Test
  void imagesInAnArrayAndInAFolderAreTheSame() {
    Path array = folder.resolve("made.npy");
    Npy.write(array, new float[5 * 3 * 8 * 8], 5, 3, 8, 8);
    Path files = folder.resolve("made");
    for (int i = 0; i < 5; i++) {
      Png.write(files.resolve(i + ".png"), new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB));
    }
    List<String> out =
        Run.succeeds(
                "evaluate",
                "--data",
                data,
                "--pictures",
                array.toString(),
                "--pictures",
                files.toString())
            .out();
    assertEquals(numbers(out.get(3)), numbers(out.get(4)));
  }

  private static String numbers(String line) {
    return line.substring(line.indexOf('|', 1)).replace(" ", "");
  }

  @Test
  void wrongUseIsToldInOneLine() throws IOException {
    Path array = folder.resolve("made.npy");
    Npy.write(array, new float[5 * 4], 5, 4);
    String images = array.toString();
    assertTrue(Run.fails(2, "evaluate").contains("give a MODEL, or --pictures"));
    assertTrue(Run.fails(2, "evaluate", "--data", data, "--pictures", images).contains("[5, 4]"));
    assertTrue(
        Run.fails(
                2,
                "evaluate",
                "--data",
                data,
                "--pictures",
                images,
                "--expected",
                "plus",
                "--expected",
                "minus")
            .contains("2 --expected for 1 --pictures"));
    assertTrue(Run.fails(2, "evaluate", model).contains("3x8x8"));
    assertTrue(
        Run.fails(2, "evaluate", model, "--data", data, "--sampler", "best").contains("best"));
    assertTrue(Run.fails(2, "evaluate", model, "--data", data, "-n", "2").contains("2 images"));
  }
}
