package io.github.diffusion4j.samples.bench.folder;

import io.github.diffusion4j.train.network.Component;
import io.github.diffusion4j.train.onnx.ComponentExport;
import io.github.diffusion4j.train.onnx.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the folder of a pipeline in the layout of Optimum. */
public final class PipelineFolder {
  private PipelineFolder() {}

  /**
   * Writes all components, with weights drawn from a seed. No more than two copies of the largest
   * parameter are in memory.
   *
   * @param folder written to
   * @param sizes of the components
   * @param precision of their graphs
   * @param seed every long is good
   * @throws IOException if it cannot be written
   */
  public static void write(Path folder, Sizes sizes, Precision precision, long seed)
      throws IOException {
    for (Map.Entry<String, Component> component : components(sizes).entrySet()) {
      ComponentExport.write(
          component.getValue(),
          precision,
          spec -> spec.initialValues(seed),
          folder.resolve(component.getKey()));
    }
    TokenFiles.write(folder.resolve("tokenizer"));
    write(
        folder.resolve("model_index.json"),
        """
        {
          "_class_name": "StableDiffusionPipeline",
          "scheduler": ["diffusers", "PNDMScheduler"],
          "text_encoder": ["optimum.onnxruntime.modeling_diffusion", "ORTModel"],
          "tokenizer": ["transformers", "CLIPTokenizer"],
          "unet": ["optimum.onnxruntime.modeling_diffusion", "ORTModel"],
          "vae_decoder": ["optimum.onnxruntime.modeling_diffusion", "ORTModel"]
        }
        """);
    write(
        folder.resolve("scheduler/scheduler_config.json"),
        """
        {
          "_class_name": "PNDMScheduler",
          "num_train_timesteps": 1000,
          "beta_start": 0.00085,
          "beta_end": 0.012,
          "beta_schedule": "scaled_linear",
          "trained_betas": null,
          "skip_prk_steps": true,
          "set_alpha_to_one": false,
          "prediction_type": "epsilon",
          "timestep_spacing": "leading",
          "steps_offset": 1
        }
        """);
    write(
        folder.resolve("unet/config.json"),
        """
        {"_class_name": "UNet2DConditionModel", "sample_size": %d, "in_channels": 4, "out_channels": 4, "cross_attention_dim": %d}
        """
            .formatted(sizes.side(), sizes.width()));
    write(
        folder.resolve("vae_decoder/config.json"),
        """
        {"_class_name": "AutoencoderKL", "latent_channels": 4, "out_channels": 3, "scaling_factor": 0.18215, "block_out_channels": [%d, %d, %d, %d]}
        """
            .formatted(
                sizes.decoder(), 2 * sizes.decoder(), 4 * sizes.decoder(), 4 * sizes.decoder()));
    write(
        folder.resolve("text_encoder/config.json"),
        """
        {"model_type": "clip_text_model", "vocab_size": %d, "hidden_size": %d}
        """
            .formatted(TokenFiles.SIZE, sizes.width()));
  }

  /** The components by the names of their folders. */
  static Map<String, Component> components(Sizes sizes) {
    Map<String, Component> components = new LinkedHashMap<>();
    components.put("text_encoder", new TextEncoder(sizes));
    components.put("unet", new Unet(sizes));
    components.put("vae_decoder", new LatentDecoder(sizes));
    return components;
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    Files.writeString(file, content);
  }
}
