package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.DiffusionPipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders whose files are missing, broken, cut short or elsewhere are refused in one sentence. */
class HubFilesTest {
  private static final String NO_GRAPH =
      ": no .onnx file of that component, which a StableDiffusionPipeline needs; download";

  private Path folder;

  @BeforeEach
  void work(@TempDir Path temporary) {
    folder = temporary;
  }

  private ToyFolder toy() {
    return ToyFolder.stableDiffusion(folder.resolve("toy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unet", "text_encoder", "vae_decoder"})
  void withoutAGraph(String role) {
    HubRefusal.refused(toy().delete(role), role, NO_GRAPH);
  }

  @Test
  void withWeightsOfPyTorchAlone() {
    ToyFolder toy = toy().delete("unet/model.onnx").write("unet/diffusion_pytorch_model.bin", "x");
    HubRefusal.refused(
        toy, "unet", NO_GRAPH, "where it holds weights of PyTorch alone, export the model to ONNX");
  }

  @Test
  void withoutOtherFiles() {
    HubRefusal.refused(
        toy().delete("tokenizer"), "tokenizer", ": no tokenizer here", "copy the tokenizer folder");
    String scheduler = "scheduler/scheduler_config.json";
    HubRefusal.refused(
        toy().delete(scheduler), scheduler, ": not there; download the whole folder");
    HubRefusal.refused(
        toy().delete("model_index.json"), "", " holds no model and no model_index.json");
  }

  @Test
  void withTwoGraphsInOnePart() {
    ToyFolder toy = toy();
    byte[] graph = toy.bytes("unet/model.onnx");
    toy.delete("unet/model.onnx").write("unet/a.onnx", graph).write("unet/b.onnx", graph);
    HubRefusal.refused(toy, "unet", "a.onnx, ", "b.onnx]: call the one to use model.onnx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model_index.json",
        "unet/config.json",
        "vae_decoder/config.json",
        "vae_encoder/config.json",
        "text_encoder/config.json",
        "scheduler/scheduler_config.json",
        "tokenizer/vocab.json",
        "tokenizer/tokenizer_config.json"
      })
  void withBrokenJson(String file) {
    ToyFolder toy = toy();
    String text = toy.text(file);
    HubRefusal.refused(
        toy.write(file, text.substring(0, text.length() / 2)),
        file,
        ": no JSON, or JSON cut short: ");
    HubRefusal.refused(toy.write(file, "[1]"), file, ": the content is not one JSON object {...}");
    HubRefusal.refused(toy.write(file, ""), file, ": an empty file; download it again");
    byte[] latin = text.replaceFirst("\"", "\"\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    HubRefusal.refused(
        toy.write(file, latin), file, ": this file is not UTF-8 text; download it again");
    HubRefusal.refused(
        toy.write(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"),
        file,
        ": a pointer of Git LFS, not the file itself; fetch it with git lfs pull");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unet", "text_encoder", "vae_decoder", "vae_encoder"})
  void withHalfAGraph(String role) {
    ToyFolder toy = toy();
    byte[] graph = toy.bytes(role + "/model.onnx");
    HubRefusal.refused(
        toy.graph(role, Arrays.copyOf(graph, graph.length / 2)),
        role + "/model.onnx",
        ": no ONNX model, or one cut short (");
    HubRefusal.refused(
        toy.graph(role, new byte[0]), role + "/model.onnx", ": an empty file, no ONNX model");
  }

  @Test
  void withHalfAFileOfWeights() {
    ToyFolder toy = ToyFolder.older(folder.resolve("older"));
    HubRefusal.refused(
        toy.write("unet/weights.pb", new byte[19]),
        "unet/model.onnx",
        "weights.pb, which has 19 bytes where the model needs 20: it was cut short");
    HubRefusal.refused(
        toy.delete("unet/weights.pb"),
        "unet/model.onnx",
        "weights.pb, which is not there; copy it beside the model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../weights.pb", "/etc/hosts", "a/../../weights.pb", ".."})
  void withWeightsOutsideOfItsFolder(String location) {
    byte[] graph =
        HubRefusal.network()
            .external(location, 0)
            .output("out_sample", DataType.FLOAT, -1, 4, -1, -1);
    ToyFolder toy = toy().write("weights.pb", new byte[64]).graph("unet", graph);
    HubRefusal.refused(
        toy, "unet/model.onnx", ": its weights lie in " + location + ", outside of its folder");
  }

  @Test
  void withALinkOutOfItsFolder() throws IOException {
    ToyFolder toy = ToyFolder.older(folder.resolve("older"));
    Path weights = toy.path().resolve("unet/weights.pb");
    Path elsewhere = Files.move(weights, folder.resolve("elsewhere.pb"));
    Files.createSymbolicLink(weights, elsewhere);
    HubRefusal.refused(
        toy, "unet/model.onnx", "weights.pb are a link that leads out of its folder, to ");
  }

  /** A cache of a model hub: every file is a link into one folder. */
  @Test
  void aFolderOfLinksIsWhole() throws IOException {
    ToyFolder toy = ToyFolder.older(folder.resolve("older"));
    Path blobs = Files.createDirectories(folder.resolve("cache/blobs"));
    Path snapshot = folder.resolve("cache/snapshots/main");
    try (Stream<Path> files = Files.walk(toy.path())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = toy.path().relativize(file).toString();
        Path blob = Files.copy(file, blobs.resolve(name.replaceAll("\\W", "")));
        Path link = snapshot.resolve(name);
        Path parent = Files.createDirectories(link.resolveSibling(""));
        Files.createSymbolicLink(link, parent.relativize(blob));
      }
    }
    try (DiffusionPipeline linked = DiffusionPipeline.load(snapshot);
        DiffusionPipeline plain = DiffusionPipeline.load(toy.path())) {
      assertEquals(
          plain.generate(plain.prompt("cat"), 3).values(0)[0],
          linked.generate(linked.prompt("cat"), 3).values(0)[0]);
    }
  }
}
