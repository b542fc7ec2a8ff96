package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.network.Component;
import io.github.diffusion4j.train.network.Init;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.network.ParameterSpec;
import io.github.diffusion4j.train.onnx.ComponentExport;
import io.github.diffusion4j.train.onnx.GraphForm;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAutoencoderTest {
  private static final String SMALL =
      " --channels 32 --depth 1 --batch 4 --threads 1 --samples-every 0 --evaluate-every 0";

  private final Path folder;

  TrainAutoencoderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void trainsOnAFolderWithCaptionsAndResumes() throws IOException {
    Path run = folder.resolve("run");
    succeeds("autoencoder --steps 2 --data " + images() + " --out " + run + SMALL);
    List<String> out = succeeds("autoencoder --steps 3 --resume --out " + run);
    assertTrue(out.contains("step 3 of 3"), out.toString());
    assertTrue(out.stream().anyMatch(line -> line.matches("held out, all: PSNR .* dB")), out + "");
    assertTrue(out.stream().anyMatch(line -> line.startsWith("held out, red: ")), out.toString());
    for (String component : List.of("vae_encoder", "vae_decoder")) {
      assertTrue(Files.exists(run.resolve("model").resolve(component).resolve("model.onnx")));
      assertTrue(Files.exists(run.resolve("model").resolve(component).resolve("config.json")));
    }
  }

  @Test
  void aNetworkThatDoesNotFitIsWrongUse() throws IOException {
    String line = "autoencoder --channels 33 --data " + images() + " --out " + folder;
    String error = Run.fails(2, line.split(" "));
    assertTrue(error.contains("channels = 33"), error);
  }

  @Test
  void aDenoiserLearnsItsLatentsFromCaptions() throws IOException {
    Path data = images();
    Path autoencoder = folder.resolve("autoencoder");
    succeeds("autoencoder --steps 1 --data " + data + " --out " + autoencoder + SMALL);
    Path captions = folder.resolve("tokens");
    TokenStates.write(captions, List.of("a dot"), 4, 8, caption -> new float[3 * 8]);
    String parts =
        " --autoencoder " + autoencoder.resolve("model") + " --captions " + captions + " --out ";
    Path run = folder.resolve("run");
    String small =
        " --channels 32 --depth 1 --patch 1 --batch 4 --threads 1 --samples-every 2 --data ";
    succeeds("train-latents --steps 2" + parts + run + small + data);
    assertTrue(Files.exists(run.resolve("samples/00000002.png")));
    List<String> out = succeeds("train-latents --steps 3 --resume" + parts + run);
    assertTrue(out.contains("step 3 of 3"), out.toString());
    assertTrue(Files.exists(run.resolve("model/model.onnx")));

    Path model = folder.resolve("dots");
    succeeds(
        "export-latents --weights int8 --steps 4 --autoencoder %s --texts %s %s %s"
            .formatted(autoencoder.resolve("model"), texts(), run, model));
    Path image = folder.resolve("dot.png");
    Run.succeeds("generate", "-m", model + "", "-p", "a dot", "-n", "2", "--png", image + "");
    assertTrue(Files.exists(image));
    String wrong =
        "export-latents --autoencoder %s --texts %s %s %s"
            .formatted(folder, folder, run, folder.resolve("none"));
    assertTrue(Run.fails(2, wrong.split(" ")).contains("not there"));
  }

  /** Rows of a table, for each of the tokens of a text. */
  private record Table() implements Component {
    @Override
    public List<Input> inputs() {
      return List.of(new Input("input_ids", Kind.IDS, Shape.of(4)));
    }

    @Override
    public String output() {
      return "last_hidden_state";
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      ParameterSpec rows = new ParameterSpec("rows", Shape.of(6, 8), Init.FAN_IN);
      return ops.embed(inputs.get(0), ops.parameter(rows));
    }
  }

  /** A folder with a text encoder and its tokenizer. */
  private Path texts() throws IOException {
    Path texts = folder.resolve("texts");
    ComponentExport.write(
        new Table(),
        NetworkSummary.of(new Table()).initialValues(1),
        GraphForm.STANDARD,
        Map.of(),
        texts.resolve("text_encoder"));
    Files.writeString(
        texts.resolve("text_encoder/modules.json"), "[{\"type\": \"Pooling\", \"path\": \"\"}]");
    Files.writeString(
        texts.resolve("text_encoder/config.json"), "{\"pooling_mode_mean_tokens\": true}");
    Files.createDirectories(texts.resolve("tokenizer"));
    Files.writeString(texts.resolve("tokenizer/vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\ndot\n");
    Files.writeString(
        texts.resolve("tokenizer/tokenizer_config.json"), "{\"model_max_length\": 4}");
    return texts;
  }

  private static List<String> succeeds(String line) {
    return Run.succeeds(line.split(" ")).out();
  }

  private Path images() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    StringBuilder captions = new StringBuilder("file_name,text\n");
    for (int i = 0; i < 40; i++) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
      image.setRGB(i % 8, i / 8, 0xFF0000);
      String file = (i % 2 == 0 ? "red/" : "other/") + i + ".png";
      Files.createDirectories(data.resolve(file).getParent());
      Png.write(data.resolve(file), image);
      captions.append(file).append(",a dot\n");
    }
    Files.writeString(data.resolve("metadata.csv"), captions);
    return data;
  }
}
