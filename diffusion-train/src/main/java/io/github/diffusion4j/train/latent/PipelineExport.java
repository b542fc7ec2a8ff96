package io.github.diffusion4j.train.latent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.MoreFiles;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.TextComponent;
import io.github.diffusion4j.train.network.TextNetwork;
import io.github.diffusion4j.train.onnx.ComponentExport;
import io.github.diffusion4j.train.onnx.GraphForm;
import io.github.diffusion4j.train.onnx.OnnxFile;
import io.github.diffusion4j.train.run.Checkpoint;
import io.github.diffusion4j.train.run.RunDescription;
import io.github.diffusion4j.train.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a trained denoiser of latents as a folder of components, as model hubs have them: {@code
 * model_index.json}, {@code scheduler/}, {@code tokenizer/}, {@code text_encoder/}, {@code
 * transformer/} or {@code unet/}, {@code vae_encoder/} and {@code vae_decoder/}. Such a folder
 * loads like any other of a hub.
 */
public final class PipelineExport {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final String MODEL = "model.onnx";
  private static final String CONFIG = "config.json";
  private static final String CLASS = "_class_name";
  private static final String SCHEDULER = "scheduler";
  private static final String TOKENIZER = "tokenizer";
  private static final String TEXT_ENCODER = "text_encoder";
  private static final String ENCODER = "vae_encoder";
  private static final String DECODER = "vae_decoder";

  private PipelineExport() {}

  /**
   * What a pipeline is made of.
   *
   * @param run the folder of a {@link LatentTraining}
   * @param autoencoder the folder with {@code vae_encoder} and {@code vae_decoder} that the run was
   *     begun with
   * @param texts a folder with {@code text_encoder} and {@code tokenizer}: those that made the
   *     states of the captions
   */
  public record Parts(Path run, Path autoencoder, Path texts) {}

  /**
   * What a request takes that says nothing else.
   *
   * @param scheduler a class of the reference library, such as {@code DPMSolverMultistepScheduler}
   * @param steps at least 1
   * @param guidance weight of the guidance; 1 for none
   */
  public record Defaults(String scheduler, int steps, double guidance) {
    /**
     * Checks the ranges.
     *
     * @param scheduler a class of the reference library
     * @param steps at least 1
     * @param guidance weight of the guidance; 1 for none
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Defaults {
      if (steps < 1) {
        throw new IllegalArgumentException("steps = " + steps + ": at least 1");
      }
      if (!Double.isFinite(guidance)) {
        throw new IllegalArgumentException("guidance = " + guidance + ": a finite number");
      }
    }
  }

  /**
   * Writes the folder. The index is written last: a folder that was left half-way is no model.
   *
   * @param parts what it is made of; the averaged weights of the last checkpoint are taken
   * @param defaults of the pipeline
   * @param form of the graph of the denoiser
   * @param folder made if it is not there; files of these names are replaced
   * @throws IllegalArgumentException if a part is missing or is none of the run's, or the scheduler
   *     does not fit
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public static void write(Parts parts, Defaults defaults, GraphForm form, Path folder) {
    RunFolder root = new RunFolder(parts.run());
    RunDescription run = RunDescription.read(root);
    TextNetwork network = textNetwork(run.network(), parts.run());
    Map<String, Object> scheduler =
        SchedulerEntries.of(run.config().objective(), defaults.scheduler());
    checkParts(parts, run);
    ParameterLayout layout = ParameterLayout.of(network);
    Map<String, float[]> weights = layout.byName(Checkpoint.read(root, layout).average());

    try {
      Files.deleteIfExists(folder.resolve(ModelSource.INDEX));
    } catch (IOException e) {
      throw new UncheckedIOException("replacing the model in " + folder, e);
    }
    TextComponent component =
        new TextComponent(network, run.config().objective().noiseSchedule().steps());
    Path denoiser = folder.resolve(role(network));
    ComponentExport.write(component, weights, form, new LatentCard(run).metadata(), denoiser);
    write(denoiser.resolve(CONFIG), config(network));
    write(folder.resolve(SCHEDULER).resolve("scheduler_config.json"), scheduler);
    copy(parts.texts(), List.of(TEXT_ENCODER, TOKENIZER), folder);
    copy(parts.autoencoder(), List.of(ENCODER, DECODER), folder);
    write(folder.resolve(ModelSource.INDEX), index(defaults, role(network)));
  }

  private static TextNetwork textNetwork(Network network, Path run) {
    if (network instanceof TextNetwork text) {
      return text;
    }
    throw new IllegalArgumentException(
        "%s: its network (%s) is not told a text; export it as one file, or name the folder of a training on latents"
            .formatted(run, network.configuration().get("network")));
  }

  /** What hubs call it. */
  private static String role(TextNetwork network) {
    String name = network.configuration().getOrDefault("network", "");
    return name.contains("unet") ? "unet" : "transformer";
  }

  private static void checkParts(Parts parts, RunDescription run) {
    for (Path file :
        List.of(
            parts.texts().resolve(TEXT_ENCODER).resolve(MODEL),
            parts.autoencoder().resolve(ENCODER).resolve(MODEL),
            parts.autoencoder().resolve(DECODER).resolve(MODEL))) {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(file + ": not there; name the folder that has it");
      }
    }
    if (!Files.isDirectory(parts.texts().resolve(TOKENIZER))) {
      throw new IllegalArgumentException(
          parts.texts().resolve(TOKENIZER) + ": not there; name the folder that has it");
    }
    Path encoder = parts.autoencoder().resolve(ENCODER).resolve(MODEL);
    if (!OnnxFile.read(ModelFile.at(encoder)).sha256().equals(run.data().get("data.autoencoder"))) {
      throw new IllegalArgumentException(
          "%s: not the autoencoder on whose latents %s was trained; name that one"
              .formatted(encoder, parts.run()));
    }
  }

  private static Map<String, Object> index(Defaults defaults, String role) {
    Map<String, Object> index = new LinkedHashMap<>();
    index.put(CLASS, "TextToImagePipeline");
    index.put("num_inference_steps", defaults.steps());
    index.put("guidance_scale", defaults.guidance());
    index.put("force_zeros_for_empty_prompt", true); // as captions were left out in training
    index.put(SCHEDULER, List.of("diffusers", defaults.scheduler()));
    index.put(TOKENIZER, List.of("transformers", "PreTrainedTokenizerFast"));
    index.put(TEXT_ENCODER, List.of("optimum", "ORTModelForFeatureExtraction"));
    index.put(role, List.of("diffusion4j", "TextComponent"));
    index.put(ENCODER, List.of("diffusers", "AutoencoderKL"));
    index.put(DECODER, List.of("diffusers", "AutoencoderKL"));
    return index;
  }

  private static Map<String, Object> config(TextNetwork network) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(CLASS, "TextComponent");
    config.put("sample_size", network.shape().dimension(1));
    config.put("in_channels", network.shape().dimension(0));
    config.put("out_channels", network.shape().dimension(0));
    config.put("cross_attention_dim", network.textWidth());
    return config;
  }

  private static void write(Path file, Map<String, Object> content) {
    byte[] bytes = (JSON.toJson(content) + "\n").getBytes(UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  private static void copy(Path from, List<String> components, Path to) {
    for (String component : components) {
      Path source = from.resolve(component);
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          AtomicFile.write(
              to.resolve(component).resolve(source.relativize(file).toString()),
              out -> MoreFiles.asByteSource(file).copyTo(out));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("copying " + source, e);
      }
    }
  }
}
