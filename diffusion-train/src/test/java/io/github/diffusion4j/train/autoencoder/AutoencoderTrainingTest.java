package io.github.diffusion4j.train.autoencoder;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Autoencoder;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user who trains an autoencoder relies on. */
class AutoencoderTrainingTest {
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final TrainingListener SILENT = new TrainingListener() {};
  private static final Shape SHAPE = Shape.of(3, 8, 8);
  private static final Autoencoder NETWORK = new Autoencoder(SHAPE, 2, 32, 1);
  private static final Map<String, String> SMALL =
      Map.of(
          "threads", "1",
          "steps", "6",
          "batch", "4",
          "warmup", "2",
          "average-decay", "0.5",
          "log-every", "2",
          "evaluate-every", "3",
          "checkpoint-every", "0",
          "samples-every", "6");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aRunThatWasStoppedEndsWhereOneThatWasNotEnds() throws IOException {
    Path whole = folder.resolve("whole");
    train(whole, SMALL);
    Path broken = folder.resolve("broken");
    try (AutoencoderTraining first = AutoencoderTraining.start(broken, NETWORK, data(40), SMALL)) {
      TrainingListener stopping =
          new TrainingListener() {
            @Override
            public void stepped(Status status) {
              if (status.step() == 4) {
                first.stop();
              }
            }
          };
      assertEquals(4, first.run(FOREVER, stopping).step());
    }
    try (AutoencoderTraining second = AutoencoderTraining.resume(broken, data(40), Map.of())) {
      assertEquals(6, second.run(FOREVER, SILENT).step());
    }
    for (String file :
        List.of(
            "checkpoint.zip",
            "log.csv",
            "config.properties",
            "psnr.properties",
            "samples/00000006.png",
            "model/vae_encoder/model.onnx",
            "model/vae_decoder/model.onnx",
            "model/vae_decoder/config.json")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(broken.resolve(file)), file);
    }
  }

  @Test
  void itLearns() {
    double before = train(folder.resolve("one"), with("steps", "1")).getOrDefault("all", 99.0);
    Map<String, Double> after = train(folder.resolve("many"), with("steps", "150"));
    assertTrue(after.getOrDefault("all", 0.0) > before + 6, before + " and " + after);
    assertEquals(Set.of("all", "dark", "light"), after.keySet());
  }

  /** The two components joined give what the trained network gives, and latents of deviation 1. */
  @Test
  void theComponentsReproduceTheNetwork() throws IOException, OrtException {
    double told = train(folder, with("steps", "30")).getOrDefault("all", 0.0);
    Path model = folder.resolve("model");
    JsonObject config =
        JsonParser.parseString(Files.readString(model.resolve("vae_decoder/config.json")))
            .getAsJsonObject();
    assertEquals(2, config.get("latent_channels").getAsInt());
    assertEquals(3, config.getAsJsonArray("block_out_channels").size());

    Dataset data = data(40);
    double sum = 0;
    for (int i = 0; i < data.heldOut().size(); i++) {
      float[] image = image(data.heldOut(), i);
      float[] moments = run(model, "vae_encoder", "sample", "latent_parameters", image, 3, 8, 8);
      float[] mean = Arrays.copyOf(moments, 8);
      float[] made = run(model, "vae_decoder", "latent_sample", "sample", mean, 2, 2, 2);
      double squares = 0;
      for (int p = 0; p < made.length; p++) {
        double error = (image[p] - Math.max(-1, Math.min(1, made[p]))) / 2;
        squares += error * error / made.length;
      }
      sum += -10 * Math.log10(squares);
    }
    assertEquals(told, sum / data.heldOut().size(), 1e-2);

    double factor = config.get("scaling_factor").getAsDouble();
    assertEquals(1, deviation(model, data.training()) * factor, 1e-3);
  }

  /** Of what is drawn: the deviation of the means and the mean variance together. */
  private static double deviation(Path model, Dataset data) throws OrtException {
    List<Double> means = new ArrayList<>();
    double variances = 0;
    for (int i = 0; i < data.size(); i++) {
      float[] moments =
          run(model, "vae_encoder", "sample", "latent_parameters", image(data, i), 3, 8, 8);
      for (int k = 0; k < 8; k++) {
        means.add((double) moments[k]);
        variances += Math.exp(moments[8 + k]);
      }
    }
    double mean = means.stream().mapToDouble(m -> m).average().orElseThrow();
    double spread = means.stream().mapToDouble(m -> (m - mean) * (m - mean)).sum();
    return Math.sqrt((spread + variances) / means.size());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    String shape = refused(new Autoencoder(Shape.of(3, 16, 16), 4, 32, 1), data(40), Map.of());
    assertTrue(shape.contains("3x16x16") && shape.contains("3x8x8"), shape);
    String setting = refused(NETWORK, data(40), Map.of("prediction", "v"));
    assertTrue(setting.contains("'prediction'") && setting.contains("learning-rate"), setting);
    String value = refused(NETWORK, data(40), Map.of("batch", "0"));
    assertTrue(value.contains("batch = 0"), value);
    train(folder, with("steps", "1"));
    String again =
        refusal(
            IllegalStateException.class,
            () -> AutoencoderTraining.start(folder, NETWORK, data(40), SMALL));
    assertTrue(again.contains("already holds a run"), again);
    String other =
        refusal(
            IllegalArgumentException.class,
            () -> AutoencoderTraining.resume(folder, data(41), Map.of()));
    assertTrue(other.contains("other data"), other);
  }

  private String refused(Autoencoder network, Dataset data, Map<String, String> settings) {
    return refusal(
        IllegalArgumentException.class,
        () -> AutoencoderTraining.start(folder.resolve("x"), network, data, settings));
  }

  private static Map<String, Double> train(Path root, Map<String, String> settings) {
    try (AutoencoderTraining run = AutoencoderTraining.start(root, NETWORK, data(40), settings)) {
      run.run(FOREVER, SILENT);
      return run.quality();
    }
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> settings = new TreeMap<>(SMALL);
    settings.put(key, value);
    return settings;
  }

  /** A square somewhere, on black or white. */
  private static Dataset data(int size) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      SplittableRandom random = new SplittableRandom(i);
      float[] image = new float[SHAPE.size()];
      Arrays.fill(image, i % 2 == 0 ? -1 : 1);
      int at = random.nextInt(5) * 8 + random.nextInt(5);
      for (int p = 0; p < 9; p++) {
        image[random.nextInt(3) * 64 + at + p / 3 * 8 + p % 3] = 0;
      }
      examples.add(new Example("image" + i, image, new float[] {1 - i % 2, i % 2}));
    }
    return Dataset.of(
        SHAPE, List.of("dark", "light"), Source.unattributed("squares"), examples, List.of());
  }

  private static float[] image(Dataset data, int index) {
    float[] image = new float[SHAPE.size()];
    data.example(index).copyPicture(image, 0);
    return image;
  }

  private static float[] run(
      Path model, String component, String input, String output, float[] values, int... shape)
      throws OrtException {
    String file = model.resolve(component).resolve("model.onnx").toString();
    long[] dimensions = {1, shape[0], shape[1], shape[2]};
    try (OrtSession session = OrtRuntime.environment().createSession(file);
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtRuntime.environment(), FloatBuffer.wrap(values), dimensions)) {
      assertEquals(Set.of(input), session.getInputNames());
      assertEquals(Set.of(output), session.getOutputNames());
      try (OrtSession.Result result = session.run(Map.of(input, tensor))) {
        FloatBuffer made = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] floats = new float[made.remaining()];
        made.get(floats);
        return floats;
      }
    }
  }
}
