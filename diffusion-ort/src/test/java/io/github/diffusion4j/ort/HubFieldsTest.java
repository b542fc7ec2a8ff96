package io.github.diffusion4j.ort;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of a folder's JSON that mean nothing are refused by name. */
class HubFieldsTest {
  private Path folder;

  @BeforeEach
  void work(@TempDir Path temporary) {
    folder = temporary;
  }

  private ToyFolder toy() {
    return ToyFolder.stableDiffusion(folder.resolve("toy"));
  }

  static Stream<Arguments> fields() {
    String unet = "unet/config.json";
    String vae = "vae_decoder/config.json";
    String index = "model_index.json";
    return Stream.of(
        Arguments.of(
            unet, "sample_size", "\"64\"", unet, "\"sample_size\" holds \"64\", expected a number"),
        Arguments.of(
            unet, "sample_size", "[8]", unet, "holds [8], expected a number, or height and width"),
        Arguments.of(unet, "sample_size", "0", unet, "holds 0, expected a whole number from 1 on"),
        Arguments.of(unet, "sample_size", "[8, -8]", unet, "holds -8, expected a whole number"),
        Arguments.of(unet, "sample_size", "8.5", unet, "holds 8.5, expected a whole number"),
        Arguments.of(
            unet,
            "sample_size",
            "null",
            "unet/model.onnx",
            "sample_size in a config.json beside it"),
        Arguments.of(unet, "sample_size", "1000000", "", ""),
        Arguments.of(unet, "time_cond_proj_dim", "\"x\"", unet, "holds \"x\", expected a number"),
        Arguments.of(
            vae, "block_out_channels", "\"x\"", vae, "holds \"x\", expected an array [...]"),
        Arguments.of(
            vae,
            "block_out_channels",
            "[]",
            vae,
            "holds [], expected 1 to 8 numbers, one per block"),
        Arguments.of(
            vae,
            "block_out_channels",
            "null",
            "vae_decoder/model.onnx",
            "block_out_channels in a config.json"),
        Arguments.of(vae, "scaling_factor", "\"0.5\"", vae, "holds \"0.5\", expected a number"),
        Arguments.of(vae, "scaling_factor", "0", "vae_decoder/model.onnx", "scaling_factor = 0"),
        Arguments.of(vae, "scaling_factor", "1e999", vae, "expected a finite number"),
        Arguments.of(vae, "shift_factor", "[]", vae, "holds [], expected a number"),
        Arguments.of(
            vae, "latents_mean", "[1, 2]", vae, "expected 4 numbers, one per latent channel"),
        Arguments.of(
            vae, "latents_std", "[1, 0, 1, 1]", "vae_decoder/model.onnx", "latents_std with 0"),
        Arguments.of(
            "text_encoder/config.json",
            "vocab_size",
            "\"x\"",
            "text_encoder/config.json",
            "expected a number"),
        Arguments.of(
            "text_encoder/config.json",
            "vocab_size",
            "0",
            "text_encoder/config.json",
            "a whole number from 1 on"),
        Arguments.of(index, "_class_name", "7", index, "holds 7, expected a string"),
        Arguments.of(index, "_class_name", "null", index, "has no \"_class_name\""),
        Arguments.of(
            index, "force_zeros_for_empty_prompt", "1", index, "holds 1, expected true or false"),
        Arguments.of(index, "requires_aesthetics_score", "true", index, "a refiner"),
        Arguments.of(
            index,
            "prior",
            "[\"x\", \"PriorTransformer\"]",
            index,
            "the component 'prior' (PriorTransformer)"),
        Arguments.of(
            index, "unet", "[null, null]", index, "names no component unet or transformer"),
        Arguments.of(
            index,
            "unet",
            "\"UNet2DConditionModel\"",
            index,
            "names no component unet or transformer"),
        Arguments.of(
            "scheduler/scheduler_config.json",
            "_class_name",
            "null",
            "scheduler/scheduler_config.json",
            "no _class_name"),
        Arguments.of(
            "scheduler/scheduler_config.json",
            "beta_start",
            "\"x\"",
            "scheduler/scheduler_config.json",
            "beta_start"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void withAFieldThatMeansNothing(
      String file, String key, String value, String named, String words) {
    HubRefusal.refused(toy().set(file, key, value), named, words);
  }

  @Test
  void withNumbersThatAreNone() {
    String file = "vae_decoder/config.json";
    ToyFolder toy = toy();
    HubRefusal.refused(
        toy.write(file, "{\"scaling_factor\": NaN}"), file, ": no JSON, or JSON cut short: ");
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
    HubRefusal.refused(
        dit.set("model_index.json", "id2label", labels), "model_index.json", "expected ");
  }
}
