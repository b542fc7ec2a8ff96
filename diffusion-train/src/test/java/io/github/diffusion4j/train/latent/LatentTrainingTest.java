package io.github.diffusion4j.train.latent;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.autoencoder.AutoencoderTraining;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.learn.LatentSamples;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Autoencoder;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a user who trains on latents and captions relies on. */
class LatentTrainingTest {
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final TrainingListener SILENT = new TrainingListener() {};
  private static final Shape IMAGES = Shape.of(3, 8, 8);
  private static final Network NETWORK = Networks.dit(Shape.of(2, 2, 2), 4, 3, 1, 32, 1);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private TokenStates tokens;

  @BeforeEach
  void encodeAndTrainAnAutoencoder() {
    TokenStates.write(
        folder.resolve("tokens"),
        List.of("a dark one", "dark", "a light one", "light"),
        4,
        3,
        caption -> {
          float[] states = new float[3 * (caption.split(" ").length + 1)];
          Arrays.fill(states, caption.contains("dark") ? -1 : 1);
          return states;
        });
    tokens = TokenStates.open(folder.resolve("tokens"));
    autoencoder("autoencoder", 1);
  }

  @AfterEach
  void close() {
    tokens.close();
  }

  @Test
  void aRunThatWasStoppedEndsWhereOneThatWasNotEnds() throws IOException {
    Path whole = folder.resolve("whole");
    try (LatentTraining run = start(whole, config())) {
      assertEquals(6, run.run(FOREVER, SILENT).step());
    }
    Path broken = folder.resolve("broken");
    try (LatentTraining first = start(broken, config())) {
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
    try (LatentTraining second =
        LatentTraining.resume(broken, data(40), model("autoencoder"), Map.of())) {
      assertEquals(6, second.run(FOREVER, SILENT).step());
    }
    for (String file :
        List.of(
            "checkpoint.zip",
            "log.csv",
            "config.properties",
            "samples/00000006.png",
            "model/model.onnx")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(broken.resolve(file)), file);
    }
  }

  @Test
  void latentsAreScaledToADeviationOfOne() {
    LatentSamples samples = data(40).training();
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    double squares = 0;
    int count = 0;
    float[] x = new float[8];
    for (int i = 0; i < samples.size(); i++) {
      for (int k = 0; k < 200; k++) {
        samples.drawSample(i, random, x, 0, new float[0], 0);
        for (float value : x) {
          sum += value;
          squares += value * value;
          count++;
        }
      }
    }
    double mean = sum / count;
    assertEquals(1, Math.sqrt(squares / count - mean * mean), 0.02);
  }

  @Test
  void everyCaptionIsDrawnAndItsOwnMostOften() {
    LatentSamples samples = data(40).training();
    SplittableRandom random = new SplittableRandom(1);
    float[] context = new float[samples.contextSize()];
    int own = 0;
    for (int i = 0; i < 1000; i++) {
      samples.drawContext(0, random, context, 0);
      own += context[4 * 3 + 1] == 1 ? 1 : 0; // more than one word
    }
    assertEquals(750, own, 50);
    samples.copyContext(0, context, 0);
    assertEquals(1, context[4 * 3 + 2]);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Dataset without =
        Dataset.of(
            IMAGES,
            List.of(),
            Source.unattributed("squares"),
            List.of(new Example("image", new float[IMAGES.size()], new float[0])),
            List.of());
    String caption = refused(() -> LatentData.of(without, tokens, model("autoencoder"), 1));
    assertTrue(caption.contains("image") && caption.contains("no caption"), caption);
    String network =
        refused(
            () ->
                LatentTraining.start(
                    folder.resolve("x"),
                    Networks.dit(Shape.of(2, 4, 4), 4, 3, 1, 32, 1),
                    data(40),
                    model("autoencoder"),
                    config()));
    assertTrue(network.contains("2x4x4") && network.contains("2x2x2"), network);
    String augmented =
        refused(() -> start(folder.resolve("x"), config().with("augmentation", "1")));
    assertTrue(augmented.contains("augmentation = 1.0"), augmented);

    try (LatentTraining run = start(folder.resolve("run"), config().with("steps", "1"))) {
      run.run(FOREVER, SILENT);
    }
    autoencoder("another", 2);
    String other =
        refused(
            () ->
                LatentTraining.resume(
                    folder.resolve("run"),
                    LatentData.of(images(40), tokens, model("another"), 1),
                    model("another"),
                    Map.of()));
    assertTrue(other.contains("data.autoencoder"), other);
  }

  private static String refused(Executable call) {
    return refusal(IllegalArgumentException.class, call);
  }

  private LatentTraining start(Path root, TrainingConfig config) {
    return LatentTraining.start(root, NETWORK, data(40), model("autoencoder"), config);
  }

  private static TrainingConfig config() {
    return TrainingConfig.defaults()
        .with("threads", "1")
        .with("batch", "4")
        .with("steps", "6")
        .with("warmup", "2")
        .with("schedule.steps", "20")
        .with("average-decay", "0.5")
        .with("log-every", "2")
        .with("evaluate-every", "3")
        .with("samples-every", "6")
        .with("checkpoint-every", "0");
  }

  private LatentData data(int size) {
    return LatentData.of(images(size), tokens, model("autoencoder"), 1);
  }

  private Path model(String name) {
    return folder.resolve(name).resolve("model");
  }

  private void autoencoder(String name, int steps) {
    Map<String, String> settings =
        Map.of("threads", "1", "batch", "4", "steps", "" + steps, "samples-every", "0");
    try (AutoencoderTraining run =
        AutoencoderTraining.start(
            folder.resolve(name), new Autoencoder(IMAGES, 2, 32, 1), images(40), settings)) {
      run.run(FOREVER, SILENT);
    }
  }

  private static Dataset images(int size) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      SplittableRandom random = new SplittableRandom(i);
      float[] image = new float[IMAGES.size()];
      for (int p = 0; p < image.length; p++) {
        image[p] = (i % 2 == 0 ? -1 : 1) * (float) random.nextDouble();
      }
      String word = i % 2 == 0 ? "dark" : "light";
      List<String> captions = List.of("a " + word + " one", word);
      examples.add(new Example("image" + i, image, new float[0], captions));
    }
    return Dataset.of(IMAGES, List.of(), Source.unattributed("shades"), examples, List.of());
  }
}
