package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.train.data.TokenStates;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinetuneTest {
  private static final String SHORT =
      " --batch 2 --threads 1 --class-samples 2 --class-steps 1 --steps ";

  private final Path folder;

  FinetuneTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<String> succeeds(String line) {
    return Run.succeeds(line.split(" ")).out();
  }

  /** Photographs of any size, two of them. */
  private Path subject() throws IOException {
    Path images = Files.createDirectories(folder.resolve("mascot"));
    for (int i = 0; i < 2; i++) {
      BufferedImage image = new BufferedImage(20 + i, 20 + i, BufferedImage.TYPE_INT_RGB);
      image.setRGB(i, i, 0xFF8800);
      Png.write(images.resolve(i + ".png"), image);
    }
    return images;
  }

  @Test
  void aShippedModelLearnsASubjectAsItSaysAndGoesOn() throws IOException {
    Path out = folder.resolve("run");
    String line =
        "finetune --subject %s --token sks --class smiley --out %s".formatted(subject(), out);
    List<String> first = succeeds(line + SHORT + 1);
    assertTrue(first.contains("step 1 of 1"), first.toString());
    List<String> second = succeeds(line + SHORT + "2 --resume");
    assertTrue(second.contains("step 2 of 2"), second.toString());
    drawsAsTold(second, 1);
    assertFalse(Files.exists(out.resolve("adapter.onnx_adapter")));
  }

  @Test
  void factorsAreAModelAndAnAdapter() throws IOException {
    Path out = folder.resolve("run");
    List<String> told =
        succeeds(
            "finetune --subject %s --token sks --class smiley,plus --lora 2 --out %s"
                    .formatted(subject(), out)
                + SHORT
                + 1);
    drawsAsTold(told, 2);
    assertTrue(Files.size(out.resolve("adapter.onnx_adapter")) < 300_000);
  }

  /** The commands that it prints are run. */
  private void drawsAsTold(List<String> told, int ways) {
    List<String> commands =
        told.stream().filter(line -> line.contains(": diffusion generate ")).toList();
    assertEquals(ways, commands.size(), told.toString());
    for (String command : commands) {
      Path png = folder.resolve("drawn.png");
      String words = command.substring(command.indexOf("generate "));
      succeeds(words + " --steps 1 --png " + png);
      assertTrue(Files.exists(png), command);
    }
  }

  @Test
  void aStyleHasLabelsOfItsOwn() throws IOException {
    Path style = folder.resolve("style");
    Files.createDirectories(style);
    Files.move(subject(), style.resolve("ink"));
    Path out = folder.resolve("run");
    succeeds("finetune --data %s --lora 1 --out %s".formatted(style, out) + SHORT + 1);
    succeeds("generate --model %s --context ink --steps 1 --png %s/x.png".formatted(out, folder));
  }

  @Test
  void aModelOfLatentsLearnsFromCaptions() throws IOException {
    Path data = captioned();
    Path autoencoder = folder.resolve("autoencoder");
    String small = " --channels 32 --depth 1 --batch 4 --threads 1 --samples-every 0 --steps 1";
    succeeds("autoencoder --data %s --out %s".formatted(data, autoencoder) + small);
    Path states = folder.resolve("states");
    TokenStates.write(
        states, List.of("a dot", "a sks dot"), 4, 8, caption -> new float[(2 + 1) * 8]);
    String parts =
        " --autoencoder %s --captions %s --out ".formatted(autoencoder.resolve("model"), states);
    Path base = folder.resolve("base");
    succeeds("train-latents --patch 1 --data " + data + parts + base + small);
    String tune = "finetune --model " + base + " --lora 2 ";
    String subject = "--token sks --class dot --subject " + subject();
    Path out = folder.resolve("run");
    List<String> told = succeeds(tune + subject + parts + out + SHORT + 1);
    assertTrue(told.contains("step 1 of 1"), told.toString());
    assertTrue(Files.exists(out.resolve("adapter.onnx_adapter")));
    told = succeeds(tune + subject + parts + out + SHORT + "2 --resume");
    assertTrue(told.contains("step 2 of 2"), told.toString());
    succeeds(tune + "--data " + data + parts + folder.resolve("style") + SHORT + 1);

    String unknown = tune + "--token sks --class cat --subject " + folder.resolve("mascot");
    String error = Run.fails(2, (unknown + parts + folder.resolve("x")).split(" "));
    assertTrue(error.contains("no states of 'a cat'"), error);
    String without = tune + subject + " --out " + folder.resolve("x");
    assertTrue(Run.fails(2, without.split(" ")).contains("--captions"));
  }

  private Path captioned() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    StringBuilder captions = new StringBuilder("file_name,text\n");
    for (int i = 0; i < 8; i++) {
      Png.write(data.resolve(i + ".png"), new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB));
      captions.append(i).append(".png,a dot\n");
    }
    Files.writeString(data.resolve("metadata.csv"), captions);
    return data;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          | neither --subject nor --data
          --subject S --data S | a subject or a style
          --subject S --token sks | without --token and --class
          --data S --token sks | leave them out
          --subject S --token sks --class smiley --captions S | take both
          --subject nowhere --token sks --class smiley | 'nowhere': no such folder
          --subject S --token smiley --class user | knows it already
          --subject S --token sks --class smily | smiley
          --subject S --token sks --class smiley --lora 0 | lora.rank = 0
          --subject S --token sks --class smiley --lora-alpha 2 | without --lora
          --subject S --token sks --class smiley --lora 2 --lora-targets nowhere | nowhere
          --subject S --token sks --class smiley --class-samples -1 | prior.samples = -1
          --subject S --token sks --class smiley --batch 1 | batch = 1
          --subject S --token sks --class smiley --model icons16-turbo | was distilled
          --subject S --token sks --class smiley --model icon-features | icon-features
          --subject S --token sks --class smiley --model nothing | nothing
          """)
  void wrongUseIsToldInOneSentenceBeforeAnythingIsWritten(String options, String told)
      throws IOException {
    Path out = folder.resolve("run");
    String given = options == null ? "" : options.replace(" S", " " + subject()) + " ";
    String error = Run.fails(2, ("finetune " + given + "--out " + out).split(" "));
    assertTrue(error.contains(told), error);
    assertFalse(Files.exists(out), error);
  }
}
