package io.github.diffusion4j.train.autoencoder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.train.network.Autoencoder;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.onnx.OnnxExport;
import io.github.diffusion4j.train.onnx.OnnxFile;
import io.github.diffusion4j.train.onnx.WeightType;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes an autoencoder as the two components that latent pipelines are made of, with the names of
 * the Hugging Face hub: {@code vae_encoder/} makes {@code latent_parameters} (means, then
 * logarithms of variances) of a {@code sample}, {@code vae_decoder/} makes a {@code sample} of a
 * {@code latent_sample}. Each has a {@code config.json} beside its {@code model.onnx}.
 */
final class AutoencoderExport {
  private static final String MODEL = "model.onnx";
  private static final String CONFIG = "config.json";
  private static final String SAMPLE = "sample";

  private AutoencoderExport() {}

  static void write(
      Autoencoder network,
      Map<String, float[]> weights,
      WeightType type,
      double scalingFactor,
      Path folder) {
    byte[] config = config(network, scalingFactor).getBytes(UTF_8);
    component(
        network.encoder(),
        "encoder/",
        weights,
        type,
        SAMPLE,
        "latent_parameters",
        folder.resolve("vae_encoder"),
        config);
    component(
        network.decoder(),
        "decoder/",
        weights,
        type,
        "latent_sample",
        SAMPLE,
        folder.resolve("vae_decoder"),
        config);
  }

  private static void component(
      Network network,
      String prefix,
      Map<String, float[]> weights,
      WeightType type,
      String input,
      String output,
      Path folder,
      byte[] config) {
    ImmutableMap.Builder<String, String> card = ImmutableMap.builder();
    card.put(ModelCard.PREFIX + CardKeys.OUTPUT, output);
    network
        .configuration()
        .forEach((key, value) -> card.put(ModelCard.PREFIX + OnnxFile.NETWORK + key, value));
    Map<String, float[]> own = Maps.filterKeys(weights, name -> name.startsWith(prefix));
    OnnxExport.write(network, own, type, card.buildOrThrow(), input, folder.resolve(MODEL));
    AtomicFile.write(folder.resolve(CONFIG), out -> out.write(config));
  }

  private static String config(Autoencoder network, double scalingFactor) {
    JsonObject config = new JsonObject();
    config.addProperty("_class_name", "AutoencoderKL");
    config.addProperty("in_channels", network.shape().dimension(0));
    config.addProperty("out_channels", network.shape().dimension(0));
    config.addProperty("latent_channels", network.latentChannels());
    config.addProperty("sample_size", network.shape().dimension(1));
    JsonArray blocks = new JsonArray(); // readers take 2^(blocks - 1) for the down-sampling
    blocks.add(network.channels() / 4);
    blocks.add(network.channels());
    blocks.add(2 * network.channels());
    config.add("block_out_channels", blocks);
    config.addProperty("scaling_factor", scalingFactor);
    return new GsonBuilder().setPrettyPrinting().create().toJson(config) + "\n";
  }
}
