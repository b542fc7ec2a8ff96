package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.ort.text.Tokenizer;
import io.github.diffusion4j.ort.text.Tokens;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts whose padding the network does not look at, and vectors made of their tokens. */
class SentenceEncoderTest {
  private static final String MODULES = "text_encoder/modules.json";
  private static final String POOLING = "text_encoder/1_Pooling/config.json";

  private Path folder;

  @BeforeEach
  void work(@TempDir Path temporary) {
    folder = temporary;
  }

  private static String modules(String... types) {
    StringBuilder modules = new StringBuilder();
    for (String type : types) {
      modules.append(modules.isEmpty() ? "[" : ", ");
      modules.append(
          "{\"path\": \"1_Pooling\", \"type\": \"sentence_transformers.models.%s\"}"
              .formatted(type));
    }
    return modules + "]";
  }

  /** A network that takes states, a mask and a vector of a text. */
  private ToyFolder toy(String... types) {
    return ToyFolder.stableDiffusion(folder.resolve("toy"))
        .set("model_index.json", "force_zeros_for_empty_prompt", "true")
        .graph("text_encoder", ToyParts.neighbours(ToyFolder.WIDTH))
        .write(MODULES, modules(types))
        .write(POOLING, "{\"pooling_mode_mean_tokens\": true, \"pooling_mode_cls_token\": false}")
        .graph(
            "unet",
            HubRefusal.network()
                .condition("encoder_attention_mask", DataType.FLOAT, -1, -1)
                .condition("pooled_projections", DataType.FLOAT, -1, ToyFolder.WIDTH)
                .output("out_sample", DataType.FLOAT, -1, 4, -1, -1));
  }

  private static float[] states(Tokens tokens) {
    float[] states = new float[ToyFolder.TOKENS * ToyFolder.WIDTH];
    for (int c = 0; c < ToyFolder.WIDTH; c++) {
      double mean = 0;
      for (int token = 0; token < tokens.count(); token++) {
        mean += Math.sin(tokens.ids()[token] * ToyFolder.WIDTH + c + 1) / tokens.count();
      }
      for (int token = 0; token < tokens.count(); token++) {
        states[token * ToyFolder.WIDTH + c] =
            (float) (Math.sin(tokens.ids()[token] * ToyFolder.WIDTH + c + 1) + mean);
      }
    }
    return states;
  }

  private static float[] mean(Tokens tokens) {
    float[] states = states(tokens);
    float[] mean = new float[ToyFolder.WIDTH];
    for (int i = 0; i < states.length; i++) {
      mean[i % ToyFolder.WIDTH] += states[i] / tokens.count();
    }
    return mean;
  }

  @Test
  void whatTheMaskHidesIsNotEncoded() {
    ToyFolder toy = toy("Transformer", "Pooling");
    Tokens tokens = Tokenizer.load(toy.path().resolve("tokenizer")).encode("a cat!");
    float[] mask = new float[ToyFolder.TOKENS];
    Arrays.fill(mask, 0, tokens.count(), 1);
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(toy.path())) {
      ContextVector context = pipeline.prompt("a cat!");
      assertArrayEquals(states(tokens), context.required("tokens").values(), 1e-5f);
      assertArrayEquals(mask, context.required("mask").values());
      assertArrayEquals(mean(tokens), context.required("pooled").values(), 1e-5f);
    }
  }

  @Test
  void aVectorIsScaledWhereTheModulesSaySo() {
    ToyFolder toy = toy("Transformer", "Pooling", "Normalize");
    float[] mean = mean(Tokenizer.load(toy.path().resolve("tokenizer")).encode("horse"));
    double squares = 0;
    for (float value : mean) {
      squares += value * value;
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= (float) Math.sqrt(squares);
    }
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(toy.path())) {
      assertArrayEquals(mean, pipeline.prompt("horse").required("pooled").values(), 1e-5f);
    }
  }

  @Test
  void whatIsPooledOtherwiseIsRefused() {
    HubRefusal.refused(
        toy("Transformer", "Pooling", "Dense"), MODULES, "type sentence_transformers.models.Dense");
    HubRefusal.refused(
        toy("Transformer", "Pooling").set(POOLING, "pooling_mode_cls_token", "true"),
        POOLING,
        "pooling_mode_cls_token, pooling_mode_mean_tokens");
    HubRefusal.refused(toy("Transformer", "Pooling").delete(POOLING), POOLING, "not there");
    HubRefusal.refused(toy().write(MODULES, "{}"), MODULES, "is not one JSON array");
    HubRefusal.refused(toy().write(MODULES, "[] []"), MODULES, "download");
  }

  @Test
  void anIndexMaySayWhatItsModelRecommends() {
    ToyFolder toy =
        ToyFolder.stableDiffusion(folder.resolve("toy"))
            .set("model_index.json", "num_inference_steps", "7")
            .set("model_index.json", "guidance_scale", "2.5");
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(toy.path())) {
      assertEquals(7, pipeline.card().defaults().steps());
      assertEquals(2.5, pipeline.card().defaults().guidance());
    }
    HubRefusal.refused(
        toy.set("model_index.json", "num_inference_steps", "0"),
        "model_index.json",
        "num_inference_steps");
  }
}
