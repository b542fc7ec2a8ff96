package io.github.diffusion4j.ort;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.diffusion4j.ort.text.ToyVocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes small pipelines in the layout of model hubs, with the oddities of their exporters. Latents
 * are 4x8x8, images 3x16x16, texts 12 tokens.
 *
 * @param path of the folder
 */
record ToyFolder(Path path) {
  static final int VOCABULARY = ToyVocabulary.clipTokens().size();
  static final int TOKENS = 12;
  static final int WIDTH = 8;
  private static final String CONFIG = "/config.json";
  private static final String GRAPH = "/model.onnx";
  private static final String EPSILON =
      """
      {"_class_name": "DDIMScheduler", "num_train_timesteps": 1000, "beta_start": 0.00085,
       "beta_end": 0.012, "beta_schedule": "scaled_linear", "clip_sample": false,
       "set_alpha_to_one": false, "steps_offset": 1, "prediction_type": "epsilon"}
      """;

  /** Stable Diffusion 1.x: ids of int32, one time of int64, sizes open. */
  static ToyFolder stableDiffusion(Path path) {
    return latent(path, "StableDiffusionPipeline", "unet")
        .text("", ToyParts.text(DataType.INT32, -1, VOCABULARY, WIDTH, 0))
        .graph(
            "unet",
            sample("sample", DataType.FLOAT)
                .time("timestep", DataType.INT64, 1)
                .condition("encoder_hidden_states", DataType.FLOAT, -1, -1, WIDTH)
                .output("out_sample", DataType.FLOAT, -1, 4, -1, -1));
  }

  /** As the exporter before Optimum wrote it: other class names, weights in {@code weights.pb}. */
  static ToyFolder older(Path path) {
    ToyFolder folder =
        stableDiffusion(path)
            .set("model_index.json", "_class_name", "\"OnnxStableDiffusionPipeline\"");
    byte[] weights =
        ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putFloat(16, 0.25f).array();
    return folder
        .delete("unet/config.json")
        .write("unet/weights.pb", weights)
        .graph(
            "unet",
            ToyNetwork.of("x", DataType.FLOAT, -1, 4, 8, 8)
                .time("t", DataType.INT64, -1)
                .condition("ctx", DataType.FLOAT, -1, TOKENS, WIDTH)
                .external("weights.pb", 16)
                .extra("more")
                .output("out_sample", DataType.FLOAT, -1, 4, 8, 8));
  }

  /** A network that was trained to paint: it is told of a mask and a masked image. */
  static ToyFolder painting(Path path) {
    return stableDiffusion(path)
        .set("model_index.json", "_class_name", "\"StableDiffusionInpaintPipeline\"")
        .set("unet/config.json", "in_channels", "9")
        .graph(
            "unet",
            ToyNetwork.of("sample", DataType.FLOAT, -1, 9, -1, -1)
                .time("timestep", DataType.INT64, 1)
                .condition("encoder_hidden_states", DataType.FLOAT, -1, -1, WIDTH)
                .firstChannels(4)
                .output("out_sample", DataType.FLOAT, -1, 4, -1, -1));
  }

  /** Everything of the network in float16. */
  static ToyFolder half(Path path) {
    return stableDiffusion(path)
        .graph("vae_decoder", ToyParts.decoder(DataType.FLOAT16, -1))
        .graph(
            "unet",
            sample("sample", DataType.FLOAT16)
                .time("timestep", DataType.FLOAT16, -1)
                .condition("encoder_hidden_states", DataType.FLOAT16, -1, TOKENS, WIDTH)
                .output("out_sample", DataType.FLOAT16, -1, 4, -1, -1));
  }

  /** Stable Diffusion XL: two encoders of which the second pads with an exclamation mark. */
  static ToyFolder xl(Path path) {
    return latent(path, "StableDiffusionXLPipeline", "unet")
        .set("model_index.json", "force_zeros_for_empty_prompt", "true")
        .text("", ToyParts.text(DataType.INT64, TOKENS, VOCABULARY, WIDTH, 3))
        .text("_2", ToyParts.text(DataType.INT64, TOKENS, VOCABULARY, WIDTH / 2, 3))
        .tokenizer("_2", "!")
        .graph(
            "unet",
            sample("sample", DataType.FLOAT)
                .time("timestep", DataType.FLOAT)
                .condition("encoder_hidden_states", DataType.FLOAT, -1, -1, WIDTH + WIDTH / 2)
                .condition("text_embeds", DataType.FLOAT, -1, WIDTH / 2)
                .condition("time_ids", DataType.FLOAT, -1, 6)
                .output("out_sample", DataType.FLOAT, -1, 4, -1, -1));
  }

  /** A latent consistency model, whose guidance weight is embedded. */
  static ToyFolder consistency(Path path) {
    return stableDiffusion(path)
        .set("model_index.json", "_class_name", "\"LatentConsistencyModelPipeline\"")
        .set("scheduler/scheduler_config.json", "_class_name", "\"LCMScheduler\"")
        .set("unet/config.json", "time_cond_proj_dim", "16")
        .graph(
            "unet",
            sample("sample", DataType.FLOAT)
                .time("timestep", DataType.INT64, -1)
                .condition("encoder_hidden_states", DataType.FLOAT, -1, -1, WIDTH)
                .condition("timestep_cond", DataType.FLOAT, -1, -1)
                .output("out_sample", DataType.FLOAT, -1, 4, -1, -1));
  }

  /** A DiT: classes 0 to 9, null class 10, a learned variance, sizes fixed. */
  static ToyFolder transformer(Path path) {
    return latent(path, "DiTPipeline", "transformer")
        .set("model_index.json", "id2label", "{\"0\": \"cat\", \"1\": \"dog\", \"2\": \"cat\"}")
        .set("transformer/config.json", "num_embeds_ada_norm", "10")
        .graph(
            "transformer",
            ToyNetwork.of("hidden_states", DataType.FLOAT, -1, 4, 8, 8)
                .time("timestep", DataType.INT64, -1)
                .condition("class_labels", DataType.INT64, -1)
                .learningVariance()
                .output("out_sample", DataType.FLOAT, -1, 8, -1, -1));
  }

  /** A DDPM: pixels, no text, one time of no dimensions. */
  static ToyFolder pixels(Path path) {
    return new ToyFolder(path)
        .write("model_index.json", "{\"_class_name\": \"DDPMPipeline\"}")
        .named("unet", "UNet2DModel")
        .config("unet", "{\"sample_size\": 8, \"in_channels\": 3}")
        .write("scheduler/scheduler_config.json", "{\"_class_name\": \"DDPMScheduler\"}")
        .graph(
            "unet",
            ToyNetwork.of("sample", DataType.FLOAT, -1, 3, 8, 8)
                .time("timestep", DataType.INT64)
                .output("out_sample", DataType.FLOAT, -1, 3, 8, 8));
  }

  /** All but network and texts. */
  private static ToyFolder latent(Path path, String pipeline, String network) {
    String vae =
        "{\"scaling_factor\": 0.5, \"latent_channels\": 4, \"block_out_channels\": [8, 8]}";
    return new ToyFolder(path)
        .write(
            "model_index.json",
            "{\"_class_name\": \"" + pipeline + "\", \"safety_checker\": [null, null]}")
        .named(network, "ORTModel")
        .config(network, "{\"sample_size\": 8, \"in_channels\": 4}")
        .write("scheduler/scheduler_config.json", EPSILON)
        .named("vae_decoder", "ORTModel")
        .config("vae_decoder", vae)
        .graph("vae_decoder", ToyParts.decoder(DataType.FLOAT, -1))
        .named("vae_encoder", "ORTModel")
        .config("vae_encoder", vae)
        .graph("vae_encoder", ToyParts.encoder(4));
  }

  private static ToyNetwork sample(String name, DataType type) {
    return ToyNetwork.of(name, type, -1, 4, -1, -1);
  }

  ToyFolder graph(String role, byte[] graph) {
    return write(role + GRAPH, graph);
  }

  private ToyFolder config(String role, String json) {
    return write(role + CONFIG, json);
  }

  private ToyFolder named(String role, String type) {
    return set("model_index.json", role, "[\"optimum\", \"" + type + "\"]");
  }

  /** A text encoder and its tokenizer. */
  private ToyFolder text(String suffix, byte[] graph) {
    return named("text_encoder" + suffix, "ORTModel")
        .named("tokenizer" + suffix, "CLIPTokenizer")
        .config("text_encoder" + suffix, "{\"vocab_size\": " + VOCABULARY + "}")
        .graph("text_encoder" + suffix, graph)
        .tokenizer(suffix, "<|endoftext|>");
  }

  private ToyFolder tokenizer(String suffix, String padding) {
    try {
      ToyVocabulary.clip(path.resolve("tokenizer" + suffix), padding);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a field of a JSON file. */
  ToyFolder set(String file, String key, String value) {
    JsonObject json = JsonParser.parseString(text(file)).getAsJsonObject();
    json.add(key, JsonParser.parseString(value));
    return write(file, json.toString());
  }

  /** Takes a field out of a JSON file. */
  ToyFolder without(String file, String key) {
    JsonObject json = JsonParser.parseString(text(file)).getAsJsonObject();
    json.remove(key);
    return write(file, json.toString());
  }

  String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  byte[] bytes(String file) {
    try {
      return Files.readAllBytes(path.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ToyFolder write(String file, String content) {
    return write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  ToyFolder write(String file, byte[] content) {
    try {
      Files.createDirectories(path.resolve(file).resolveSibling(""));
      Files.write(path.resolve(file), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a file, or a folder with all that is in it. */
  ToyFolder delete(String file) {
    try {
      MoreFiles.deleteRecursively(path.resolve(file), RecursiveDeleteOption.ALLOW_INSECURE);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
