package io.github.diffusion4j.reference;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One file of references.
 *
 * @param name task and case
 * @param arrays of the file
 * @param scheduler of the case
 * @param settings of the call
 * @param prompts one per sample, dealt out in turn; none where the model takes no text
 * @param negative prompt
 * @param seeds of PyTorch's generators, one per sample
 */
record ReferenceCase(
    String name,
    Map<String, Npy> arrays,
    SchedulerConfig scheduler,
    ReferenceSettings settings,
    List<String> prompts,
    Optional<String> negative,
    List<Long> seeds) {
  private static final Gson GSON = new Gson();

  static ReferenceCase of(Path folder, Path file, String name, JsonObject all) throws IOException {
    return new ReferenceCase(
        name,
        arrays(file),
        SchedulerConfig.of(config(folder, name)),
        ReferenceSettings.of(name, all),
        strings(all.get("prompts")),
        Optional.ofNullable(all.get("negative")).map(JsonElement::getAsString),
        seeds(name, all));
  }

  /** The case's own file, or that of a case of the same scheduler, or the model's. */
  private static Map<String, Object> config(Path folder, String name) throws IOException {
    String scheduler = name.substring(name.indexOf('.') + 1);
    Path references = folder.resolve("reference");
    Path own = references.resolve(name + ".scheduler_config.json");
    Path same = references.resolve("text2image." + scheduler + ".scheduler_config.json");
    Path file =
        Stream.of(own, same)
            .filter(Files::exists)
            .findFirst()
            .orElse(folder.resolve("scheduler/scheduler_config.json"));
    return GSON.fromJson(Files.readString(file), new TypeToken<Map<String, Object>>() {}.getType());
  }

  private static Map<String, Npy> arrays(Path file) throws IOException {
    Map<String, Npy> arrays = new TreeMap<>();
    try (FileSystem zip = FileSystems.newFileSystem(file);
        Stream<Path> entries = Files.list(zip.getPath("/"))) {
      for (Path entry : entries.toList()) {
        String key = entry.getFileName().toString();
        arrays.put(key.substring(0, key.length() - ".npy".length()), Npy.read(entry));
      }
    }
    return arrays;
  }

  private static List<Long> seeds(String name, JsonObject all) {
    if (name.startsWith("image2image")) {
      return List.of(7200L, 7201L);
    }
    JsonElement seeds = all.get("torch_seeds");
    if (seeds == null) {
      return List.of(all.get("torch_seed").getAsLong());
    }
    List<Long> list = new ArrayList<>();
    seeds.getAsJsonArray().forEach(seed -> list.add(seed.getAsLong()));
    return list;
  }

  private static List<String> strings(@org.jspecify.annotations.Nullable JsonElement array) {
    List<String> list = new ArrayList<>();
    if (array != null) {
      array.getAsJsonArray().forEach(e -> list.add(e.getAsString()));
    }
    return list;
  }

  Difference replay(DiffusionPipeline pipeline) {
    Difference worst = new Difference(0, 0);
    int rows = array("images").dimensions().get(0);
    for (int row = 0; row < rows; row++) {
      GenerationRequest request =
          pipeline
              .request()
              .scheduler(scheduler)
              .steps(settings.steps())
              .guidance(settings.guidance())
              .noiseSource(NoiseSource.torch())
              .seed(seeds.get(row));
      if (!prompts.isEmpty()) {
        request.prompt(prompts.get(row % prompts.size()));
        if (!arrays.containsKey("input")) {
          negative.ifPresent(request::negativePrompt);
        }
      }
      if (arrays.containsKey("class_labels")) {
        int label = (int) array("class_labels").longAt(row);
        request.context(ContextVector.of("class", ContextTensor.index(label)));
      }
      if (arrays.containsKey("input")) {
        request.imageToImage(input(row), settings.strength());
      }
      worst = Difference.worst(worst, compare(request.generate(), row));
    }
    return worst;
  }

  private Npy array(String key) {
    Npy array = arrays.get(key);
    if (array == null) {
      throw new IllegalArgumentException(name + ": no array " + key);
    }
    return array;
  }

  private Difference compare(Samples samples, int row) {
    double latents = 0;
    if (arrays.containsKey("latents")) {
      float[] reference = array("latents").floats();
      float[] drawn = samples.latents().orElseThrow().data();
      latents =
          Difference.of(drawn, reference, row * drawn.length) / Difference.magnitude(reference);
    }
    float[] images = pixels(samples);
    return new Difference(
        latents, Difference.of(images, array("images").floats(), row * images.length));
  }

  /** Height x width x channels in 0..1. */
  private static float[] pixels(Samples samples) {
    float[] values = samples.values(0);
    int channels = samples.shape().dimension(0);
    int plane = values.length / channels;
    float[] pixels = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i % plane * channels + i / plane] = Math.max(0, Math.min(1, values[i] / 2 + 0.5f));
    }
    return pixels;
  }

  /** Bytes of height x width x channels as values from -1 to 1. */
  private Tensor input(int row) {
    Npy input = array("input");
    List<Integer> dimensions = input.dimensions();
    int channels = dimensions.get(3);
    int plane = dimensions.get(1) * dimensions.get(2);
    float[] values = new float[channels * plane];
    for (int i = 0; i < values.length; i++) {
      double pixel = input.doubleAt(row * values.length + i % plane * channels + i / plane);
      values[i] = (float) (pixel / 255 * 2 - 1);
    }
    return Tensor.wrap(Shape.of(channels, dimensions.get(1), dimensions.get(2)), values);
  }
}
