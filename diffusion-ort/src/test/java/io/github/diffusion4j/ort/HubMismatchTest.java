package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.ort.text.Tokenizer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that do not belong together, or give no numbers, are refused in one sentence. */
class HubMismatchTest {
  private Path folder;

  @BeforeEach
  void work(@TempDir Path temporary) {
    folder = temporary;
  }

  private ToyFolder toy() {
    return ToyFolder.stableDiffusion(folder.resolve("toy"));
  }

  @Test
  void withATextEncoderOfAnotherModel() {
    byte[] wide = ToyParts.text(DataType.INT32, -1, ToyFolder.VOCABULARY, 16, 0);
    HubRefusal.refused(
        toy().graph("text_encoder", wide),
        "unet/model.onnx",
        ": it takes tokens of width 8, and ",
        "text_encoder/model.onnx makes them of width 16: take both from one model");
    byte[] longer = ToyParts.text(DataType.INT32, 77, ToyFolder.VOCABULARY, ToyFolder.WIDTH, 0);
    HubRefusal.refused(
        toy().graph("text_encoder", longer),
        "text_encoder/model.onnx",
        "does not take rows x 12 token ids");
  }

  @Test
  void withATokenizerOfAnotherVocabulary() {
    String words = ": it knows 100 tokens, and the tokenizer in ";
    HubRefusal.refused(
        toy().set("text_encoder/config.json", "vocab_size", "100"),
        "text_encoder/model.onnx",
        words);
    byte[] small = ToyParts.text(DataType.INT32, -1, 100, ToyFolder.WIDTH, 0);
    HubRefusal.refused(
        toy().delete("text_encoder/config.json").graph("text_encoder", small),
        "text_encoder/model.onnx",
        words,
        " has " + ToyFolder.VOCABULARY + ": take both from one model");
  }

  @Test
  void withANetworkOfOtherChannels() {
    byte[] more =
        HubRefusal.network().firstChannels(3).output("out_sample", DataType.FLOAT, -1, 3, -1, -1);
    HubRefusal.refused(
        toy().graph("unet", more),
        "unet/model.onnx",
        "out_sample float32",
        "has 3 channels where samples of 4x8x8 have 4; take network and decoder from one model");
  }

  @Test
  void withAnEncoderOfOtherLatents() {
    HubRefusal.refused(
        toy().graph("vae_encoder", ToyParts.encoder(8)),
        "vae_encoder/model.onnx",
        ": it gives latent_parameters float32 [n, 16, n, n], and the denoiser takes latents of 4x8x8");
  }

  @Test
  void withAnInputThatNobodyKnows() {
    byte[] graph =
        HubRefusal.network()
            .condition("down_block_residual", DataType.FLOAT, -1, 8, 4, 4)
            .output("out_sample", DataType.FLOAT, -1, 4, -1, -1);
    HubRefusal.refused(
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
    HubRefusal.refused(
        xl.graph("unet", graph), "unet/model.onnx", "takes 5 sizes where base models take 6");
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
    byte[] graph =
        HubRefusal.network().overflowing().output("out_sample", DataType.FLOAT, -1, 4, -1, -1);
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
