package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.ort.text.Tokenizer;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Folders that are not whole, or whose parts do not belong together, are refused in one sentence.
 */
class HubBrokenTest {
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

  /** The message of the refusal, which names the file. */
  private static void refused(ToyFolder toy, String file, String... words) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> DiffusionPipeline.load(toy.path()).close());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(toy.path().resolve(file).toString()), message);
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertEquals(1, message.lines().count(), message);
  }

  private static ToyNetwork network() {
    return ToyNetwork.of("sample", DataType.FLOAT, -1, 4, -1, -1)
        .time("timestep", DataType.INT64, 1)
        .condition("encoder_hidden_states", DataType.FLOAT, -1, -1, ToyFolder.WIDTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unet", "text_encoder", "vae_decoder"})
  void withoutAGraph(String role) {
    refused(toy().delete(role), role, NO_GRAPH);
  }

  @Test
  void withWeightsOfPyTorchAlone() {
    ToyFolder toy = toy().delete("unet/model.onnx").write("unet/diffusion_pytorch_model.bin", "x");
    refused(
        toy, "unet", NO_GRAPH, "where it holds weights of PyTorch alone, export the model to ONNX");
  }

  @Test
  void withoutOtherFiles() {
    refused(
        toy().delete("tokenizer"), "tokenizer", ": no tokenizer here", "copy the tokenizer folder");
    String scheduler = "scheduler/scheduler_config.json";
    refused(toy().delete(scheduler), scheduler, ": not there; download the whole folder");
    refused(toy().delete("model_index.json"), "", " holds no model and no model_index.json");
  }

  @Test
  void withTwoGraphsInOnePart() {
    ToyFolder toy = toy();
    byte[] graph = toy.bytes("unet/model.onnx");
    toy.delete("unet/model.onnx").write("unet/a.onnx", graph).write("unet/b.onnx", graph);
    refused(toy, "unet", "a.onnx, ", "b.onnx]: call the one to use model.onnx");
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
    refused(
        toy.write(file, text.substring(0, text.length() / 2)),
        file,
        ": no JSON, or JSON cut short: ");
    refused(toy.write(file, "[1]"), file, ": the content is not one JSON object {...}");
    refused(toy.write(file, ""), file, ": an empty file; download it again");
    byte[] latin = text.replaceFirst("\"", "\"\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    refused(toy.write(file, latin), file, ": this file is not UTF-8 text; download it again");
    refused(
        toy.write(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"),
        file,
        ": a pointer of Git LFS, not the file itself; fetch it with git lfs pull");
  }

  static Stream<Arguments> fields() {
    String unet = "unet/config.json";
    String vae = "vae_decoder/config.json";
    String index = "model_index.json";
    return Stream.of(
        Arguments.of(
            unet, "sample_size", "\"64\"", "\"sample_size\" holds \"64\", expected a number"),
        Arguments.of(
            unet, "sample_size", "[8]", "holds [8], expected a number, or height and width"),
        Arguments.of(unet, "sample_size", "0", "holds 0, expected a whole number from 1 on"),
        Arguments.of(unet, "sample_size", "[8, -8]", "holds -8, expected a whole number"),
        Arguments.of(unet, "sample_size", "8.5", "holds 8.5, expected a whole number"),
        Arguments.of(unet, "sample_size", "null", "sample_size in a config.json beside it"),
        Arguments.of(unet, "sample_size", "1000000", ""),
        Arguments.of(unet, "time_cond_proj_dim", "\"x\"", "holds \"x\", expected a number"),
        Arguments.of(vae, "block_out_channels", "\"x\"", "holds \"x\", expected an array [...]"),
        Arguments.of(
            vae, "block_out_channels", "[]", "holds [], expected 1 to 8 numbers, one per block"),
        Arguments.of(vae, "block_out_channels", "null", "block_out_channels in a config.json"),
        Arguments.of(vae, "scaling_factor", "\"0.5\"", "holds \"0.5\", expected a number"),
        Arguments.of(vae, "scaling_factor", "0", "scaling_factor = 0"),
        Arguments.of(vae, "scaling_factor", "1e999", "expected a finite number"),
        Arguments.of(vae, "shift_factor", "[]", "holds [], expected a number"),
        Arguments.of(vae, "latents_mean", "[1, 2]", "expected 4 numbers, one per latent channel"),
        Arguments.of(vae, "latents_std", "[1, 0, 1, 1]", "latents_std with 0"),
        Arguments.of("text_encoder/config.json", "vocab_size", "\"x\"", "expected a number"),
        Arguments.of("text_encoder/config.json", "vocab_size", "0", "a whole number from 1 on"),
        Arguments.of(index, "_class_name", "7", "holds 7, expected a string"),
        Arguments.of(index, "_class_name", "null", "has no \"_class_name\""),
        Arguments.of(index, "force_zeros_for_empty_prompt", "1", "holds 1, expected true or false"),
        Arguments.of(index, "requires_aesthetics_score", "true", "a refiner"),
        Arguments.of(
            index,
            "prior",
            "[\"x\", \"PriorTransformer\"]",
            "the component 'prior' (PriorTransformer)"),
        Arguments.of(index, "unet", "[null, null]", "names no component unet or transformer"),
        Arguments.of(
            index, "unet", "\"UNet2DConditionModel\"", "names no component unet or transformer"),
        Arguments.of("scheduler/scheduler_config.json", "_class_name", "null", "no _class_name"),
        Arguments.of("scheduler/scheduler_config.json", "beta_start", "\"x\"", "beta_start"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void withAFieldThatMeansNothing(String file, String key, String value, String words) {
    ToyFolder toy = toy().set(file, key, value);
    boolean graph =
        words.contains(" in a config.json") || words.contains("= 0") || words.contains("with 0");
    boolean whole = words.isEmpty();
    String named = graph ? file.replace("config.json", "model.onnx") : whole ? "" : file;
    refused(toy, named, words);
  }

  @Test
  void withNumbersThatAreNone() {
    String file = "vae_decoder/config.json";
    ToyFolder toy = toy();
    refused(toy.write(file, "{\"scaling_factor\": NaN}"), file, ": no JSON, or JSON cut short: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"zero\": \"cat\"}",
        "{\"1\": \"cat\"}",
        "{\"0\": 7}",
        "[]",
        "{\"99999999999\": \"cat\"}"
      })
  void withNamesOfClassesThatAreNone(String labels) {
    ToyFolder dit = ToyFolder.transformer(folder.resolve("dit"));
    refused(dit.set("model_index.json", "id2label", labels), "model_index.json", "expected ");
  }

  @Test
  void withATextEncoderOfAnotherModel() {
    byte[] wide = ToyParts.text(DataType.INT32, -1, ToyFolder.VOCABULARY, 16, 0);
    refused(
        toy().graph("text_encoder", wide),
        "unet/model.onnx",
        ": it takes tokens of width 8, and ",
        "text_encoder/model.onnx makes them of width 16: take both from one model");
    byte[] longer = ToyParts.text(DataType.INT32, 77, ToyFolder.VOCABULARY, ToyFolder.WIDTH, 0);
    refused(
        toy().graph("text_encoder", longer),
        "text_encoder/model.onnx",
        "does not take rows x 12 token ids");
  }

  @Test
  void withATokenizerOfAnotherVocabulary() {
    String words = ": it knows 100 tokens, and the tokenizer in ";
    refused(
        toy().set("text_encoder/config.json", "vocab_size", "100"),
        "text_encoder/model.onnx",
        words);
    byte[] small = ToyParts.text(DataType.INT32, -1, 100, ToyFolder.WIDTH, 0);
    refused(
        toy().delete("text_encoder/config.json").graph("text_encoder", small),
        "text_encoder/model.onnx",
        words,
        " has " + ToyFolder.VOCABULARY + ": take both from one model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unet", "text_encoder", "vae_decoder", "vae_encoder"})
  void withHalfAGraph(String role) {
    ToyFolder toy = toy();
    byte[] graph = toy.bytes(role + "/model.onnx");
    refused(
        toy.graph(role, Arrays.copyOf(graph, graph.length / 2)),
        role + "/model.onnx",
        ": no ONNX model, or one cut short (");
    refused(toy.graph(role, new byte[0]), role + "/model.onnx", ": an empty file, no ONNX model");
  }

  @Test
  void withHalfAFileOfWeights() {
    ToyFolder toy = ToyFolder.older(folder.resolve("older"));
    refused(
        toy.write("unet/weights.pb", new byte[19]),
        "unet/model.onnx",
        "weights.pb, which has 19 bytes where the model needs 20: it was cut short");
    refused(
        toy.delete("unet/weights.pb"),
        "unet/model.onnx",
        "weights.pb, which is not there; copy it beside the model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../weights.pb", "/etc/hosts", "a/../../weights.pb", ".."})
  void withWeightsOutsideOfItsFolder(String location) {
    byte[] graph =
        network().external(location, 0).output("out_sample", DataType.FLOAT, -1, 4, -1, -1);
    ToyFolder toy = toy().write("weights.pb", new byte[64]).graph("unet", graph);
    refused(toy, "unet/model.onnx", ": its weights lie in " + location + ", outside of its folder");
  }

  @Test
  void withALinkOutOfItsFolder() throws IOException {
    ToyFolder toy = ToyFolder.older(folder.resolve("older"));
    Path weights = toy.path().resolve("unet/weights.pb");
    Path elsewhere = Files.move(weights, folder.resolve("elsewhere.pb"));
    Files.createSymbolicLink(weights, elsewhere);
    refused(toy, "unet/model.onnx", "weights.pb are a link that leads out of its folder, to ");
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

  @Test
  void withANetworkOfOtherChannels() {
    byte[] more = network().firstChannels(3).output("out_sample", DataType.FLOAT, -1, 3, -1, -1);
    refused(
        toy().graph("unet", more),
        "unet/model.onnx",
        "out_sample float32",
        "has 3 channels where samples of 4x8x8 have 4; take network and decoder from one model");
  }

  @Test
  void withAnEncoderOfOtherLatents() {
    refused(
        toy().graph("vae_encoder", ToyParts.encoder(8)),
        "vae_encoder/model.onnx",
        ": it gives latent_parameters float32 [n, 16, n, n], and the denoiser takes latents of 4x8x8");
  }

  @Test
  void withAnInputThatNobodyKnows() {
    byte[] graph =
        network()
            .condition("down_block_residual", DataType.FLOAT, -1, 8, 4, 4)
            .output("out_sample", DataType.FLOAT, -1, 4, -1, -1);
    refused(
        toy().graph("unet", graph),
        "unet/model.onnx",
        "its input down_block_residual float32 [n, 8, 4, 4] is none that this library can give");
  }

  @Test
  void withSizesOfARefiner() {
    ToyFolder xl = ToyFolder.xl(folder.resolve("xl"));
    byte[] graph =
        ToyNetwork.of("sample", DataType.FLOAT, -1, 4, -1, -1)
            .time("timestep", DataType.FLOAT)
            .condition("encoder_hidden_states", DataType.FLOAT, -1, -1, 12)
            .condition("text_embeds", DataType.FLOAT, -1, 4)
            .condition("time_ids", DataType.FLOAT, -1, 5)
            .output("out_sample", DataType.FLOAT, -1, 4, -1, -1);
    refused(xl.graph("unet", graph), "unet/model.onnx", "takes 5 sizes where base models take 6");
  }

  @Test
  void aTextEncoderThatGivesNoNumbers() {
    ToyFolder toy = toy().graph("text_encoder", ToyParts.textOfNaN(ToyFolder.WIDTH));
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(toy.path())) {
      Refused.with(
          IllegalStateException.class,
          () -> pipeline.prompt("cat"),
          toy.path().resolve("text_encoder/model.onnx")
              + ": its output 'last_hidden_state' has a value of NaN: it overflows");
    }
  }

  @Test
  void aDecoderThatGivesNoNumbers() {
    ToyFolder toy = toy().graph("vae_decoder", ToyParts.decoderOfNaN());
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(toy.path())) {
      Refused.with(
          IllegalStateException.class,
          () -> pipeline.generate(pipeline.prompt("cat"), 1),
          toy.path().resolve("vae_decoder/model.onnx")
              + ": its output 'sample' has a value of NaN: it overflows");
    }
  }

  @Test
  void aNetworkThatGivesNoNumbers() {
    byte[] graph = network().overflowing().output("out_sample", DataType.FLOAT, -1, 4, -1, -1);
    ToyFolder toy = toy().graph("unet", graph);
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(toy.path())) {
      Refused.with(IllegalStateException.class, () -> pipeline.generate(pipeline.prompt("cat"), 1));
    }
  }

  @Test
  void aPromptOfTenThousandWordsIsCut() {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(toy().path());
        LogCapture log = LogCapture.of(Tokenizer.class)) {
      assertEquals(pipeline.prompt("cat ".repeat(10)), pipeline.prompt("cat ".repeat(10_000)));
      assertEquals(1, log.messages().size());
      assertTrue(
          log.messages().get(0).contains("a text of 10000 tokens was cut to 10"), log::toString);
      assertTrue(log.messages().get(0).length() < 1000, log::toString);
    }
  }
}
