package io.github.diffusion4j.train.finetune;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.OrtDenoiser;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.DjlModel;
import io.github.diffusion4j.train.Tiny;
import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Lora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user who tunes a model with labels relies on. */
class FineTuningTest {
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final TrainingListener SILENT = new TrainingListener() {};
  private static final Preservation CLASS = new Preservation(6, 1, 4);
  private static final Map<String, String> SETTINGS =
      Map.of("threads", "1", "batch", "4", "steps", "6", "log-every", "2");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path shared;

  @SuppressWarnings("NullAway.Init")
  private static BaseModel base;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @BeforeAll
  static void trainTheBase() {
    try (Trainer trainer =
        Trainer.start(
            shared.resolve("base"),
            Tiny.network(),
            Tiny.data(40),
            Tiny.config().with("steps", "60").with("learning-rate", "0.003"))) {
      trainer.run(FOREVER, SILENT);
    }
    base = BaseModel.open(baseFile());
  }

  private static ModelFile baseFile() {
    return ModelFile.at(shared.resolve("base"));
  }

  static List<Optional<Lora>> ways() {
    return List.of(Optional.empty(), Optional.of(Lora.of(2, Tiny.network())));
  }

  /** Three images of one colour, which no image of the base has. */
  private static Dataset images() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      float[] image = new float[Tiny.SHAPE.size()];
      Arrays.fill(image, -0.9f);
      Arrays.fill(image, 0, 16, 0.9f - 0.01f * i);
      examples.add(new Example("red" + i, image, new float[0]));
    }
    return Dataset.of(Tiny.SHAPE, List.of(), Source.unattributed("red"), examples, List.of());
  }

  private static TuningData subject() {
    return TuningData.subject(base, images(), "sks", List.of("light"));
  }

  private FineTuning start(String run, Optional<Lora> lora, Map<String, String> settings) {
    try (DiffusionPipeline drawing = DiffusionPipeline.of(DjlModel.open(baseFile()))) {
      return FineTuning.start(folder.resolve(run), base, subject(), lora, settings, CLASS, drawing);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aRunThatWasStoppedEndsWhereOneThatWasNotEnds(Optional<Lora> lora) throws IOException {
    Path whole = folder.resolve("whole");
    Path broken = folder.resolve("broken");
    try (FineTuning run = start("whole", lora, SETTINGS)) {
      assertEquals(6, run.run(FOREVER, SILENT).step());
    }
    try (FineTuning first = start("broken", lora, SETTINGS)) {
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
    try (FineTuning second = FineTuning.resume(broken, subject(), Map.of())) {
      assertEquals(6, second.run(FOREVER, SILENT).step());
    }
    List<String> files = new ArrayList<>(List.of("checkpoint.zip", "log.csv", "config.properties"));
    files.addAll(List.of("model/model.onnx", "base/model.onnx", "class-samples.npy"));
    if (lora.isPresent()) {
      files.add("adapter.onnx_adapter");
    }
    for (String file : files) {
      assertEquals(-1, Files.mismatch(whole.resolve(file), broken.resolve(file)), file);
    }
  }

  @Test
  void onlyTheFactorsAreTrained() throws IOException {
    try (FineTuning run = start("run", ways().get(1), SETTINGS)) {
      run.run(FOREVER, SILENT);
    }
    try (ZipFile checkpoint = new ZipFile(folder.resolve("run/checkpoint.zip").toFile())) {
      List<String> names = checkpoint.stream().map(entry -> entry.getName()).toList();
      assertTrue(names.contains("weights/context/lora_A.f32"), names.toString());
      assertTrue(
          names.stream().allMatch(n -> n.contains("/lora_") || n.equals("progress.properties")),
          names.toString());
    }
    BaseModel kept = BaseModel.open(ModelFile.at(folder.resolve("run/base")));
    base.weights()
        .forEach(
            (name, values) -> {
              float[] after = kept.weights().getOrDefault(name, new float[0]);
              if (!name.equals("context/weight")) { // which has a column more
                assertArrayEquals(values, after, name);
              }
            });
  }

  /** The tuned model, the base with the file of the factors, and DJL: one and the same. */
  @Test
  void whatWasTrainedDrawsAlikeInAllItsForms() {
    try (FineTuning run = start("run", ways().get(1), SETTINGS)) {
      run.run(FOREVER, SILENT);
    }
    ModelFile tuned = ModelFile.at(folder.resolve("run"));
    ModelFile untuned = ModelFile.at(folder.resolve("run/base"));
    try (DiffusionPipeline djl = DiffusionPipeline.of(DjlModel.open(tuned));
        DiffusionPipeline merged = DiffusionPipeline.of(OrtDenoiser.open(tuned));
        DiffusionPipeline apart = DiffusionPipeline.of(OrtDenoiser.open(untuned));
        DiffusionPipeline before = DiffusionPipeline.of(OrtDenoiser.open(baseFile()))) {
      float[] expected = values(subject(djl));
      assertArrayEquals(expected, values(subject(merged)), 1e-4f);
      Path adapter = folder.resolve("run/adapter.onnx_adapter");
      assertArrayEquals(expected, values(subject(apart).adapter(adapter, 1)), 1e-4f);
      float[] light = values(before.request().context(before.context("light")));
      assertArrayEquals(light, values(apart.request().context(apart.context("light"))), 1e-5f);
      assertTrue(distance(light, expected) > 1e-3);
    }
  }

  private static GenerationRequest subject(DiffusionPipeline pipeline) {
    return pipeline.request().context(pipeline.context("light", "sks"));
  }

  private static float[] values(GenerationRequest request) {
    return request.seed(3).steps(5).generate().values(0);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theTokenDrawsTheSubjectAndTheClassIsWhatItWas(Optional<Lora> lora) {
    Map<String, String> settings =
        Map.of("threads", "1", "batch", "8", "steps", "300", "learning-rate", "0.003");
    try (FineTuning run = start("run", lora, settings)) {
      run.run(FOREVER, SILENT);
    }
    float[] red = new float[Tiny.SHAPE.size()];
    images().example(1).copyImage(red, 0);
    try (DiffusionPipeline tuned =
            DiffusionPipeline.of(DjlModel.open(ModelFile.at(folder.resolve("run"))));
        DiffusionPipeline before = DiffusionPipeline.of(DjlModel.open(baseFile()))) {
      ContextVector light = before.context("light");
      double untold = distance(red, mean(before, light));
      double told = distance(red, mean(tuned, tuned.context("light", "sks")));
      double moved = distance(mean(before, light), mean(tuned, tuned.context("light")));
      assertTrue(told < 0.35 * untold, told + " of " + untold);
      assertTrue(moved < 0.25 * untold, moved + " of " + untold);
    }
  }

  private static float[] mean(DiffusionPipeline pipeline, ContextVector context) {
    Tensor drawn = pipeline.request().context(context).count(8).steps(10).generate().values();
    float[] mean = new float[Tiny.SHAPE.size()];
    for (int i = 0; i < drawn.data().length; i++) {
      mean[i % mean.length] += drawn.data()[i] / 8;
    }
    return mean;
  }

  /** Root of the mean square. */
  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }

  @Test
  void labelsOfAStyleFindTheirPlacesAndNewOnesAreAdded() {
    Dataset style =
        Dataset.of(
            Tiny.SHAPE,
            List.of("ink", "light"),
            Source.unattributed("ink"),
            List.of(new Example("a", new float[Tiny.SHAPE.size()], new float[] {0.5f, 1})),
            List.of());
    TuningData data = TuningData.labelled(base, style);
    float[] context = new float[3];
    data.samples().copyContext(0, context, 0);
    assertArrayEquals(new float[] {0, 1, 0.5f}, context);
    try (FineTuning run =
        FineTuning.start(folder.resolve("run"), base, data, Optional.empty(), SETTINGS)) {
      run.run(FOREVER, SILENT);
    }
    try (DjlModel tuned = DjlModel.open(ModelFile.at(folder.resolve("run")))) {
      assertEquals(List.of("dark", "light", "ink"), tuned.card().context().labels());
    }
  }

  @Test
  void aShippedModelIsTunedAndStaysAttributed() {
    BaseModel icons = BaseModel.open(ModelFile.at(Path.of("../models/icons16/icons16.onnx")));
    Dataset mascot =
        Dataset.of(
            icons.network().shape(),
            List.of(),
            Source.unattributed("mascot"),
            List.of(new Example("a", new float[3 * 16 * 16], new float[0])),
            List.of());
    Map<String, String> settings = Map.of("threads", "1", "batch", "2", "steps", "1");
    TuningData data = TuningData.subject(icons, mascot, "sks", List.of("smiley"));
    Optional<Lora> lora = Optional.of(Lora.of(1, icons.network()));
    try (FineTuning run = FineTuning.start(folder.resolve("run"), icons, data, lora, settings)) {
      assertEquals(1, run.run(FOREVER, SILENT).step());
    }
    try (DjlModel tuned = DjlModel.open(ModelFile.at(folder.resolve("run")))) {
      assertEquals(97, tuned.card().context().labels().size());
      assertEquals("Yusuke Kamiyamane", tuned.card().notes().get("data.author"));
      assertEquals("icons16", tuned.card().notes().get("source.model"));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsWritten() {
    refused("token 'light'", () -> subject("light", "dark"));
    refused("cat", () -> subject("sks", "cat"));
    refused(
        "images of 3x4x4",
        () ->
            TuningData.labelled(
                BaseModel.open(ModelFile.at(Path.of("../models/icons16/icons16.onnx"))), images()));
    refused(
        "was distilled",
        () -> BaseModel.open(ModelFile.at(Path.of("../models/icons16-turbo/icons16-turbo.onnx"))));
    refused("[prediction]", () -> start("x", Optional.empty(), Map.of("prediction", "x0")));
    refused("augmentation = 1.0", () -> start("x", Optional.empty(), Map.of("augmentation", "1")));
    refused("batch = 1", () -> start("x", Optional.empty(), Map.of("batch", "1")));
    refused("prior.lambda = 0.0", () -> new Preservation(1, 0, 1));
    Lora none = new Lora(1, 1, List.of("nowhere"));
    refused("lora.targets = nowhere", () -> start("x", Optional.of(none), SETTINGS));
    assertTrue(Files.notExists(folder.resolve("x")));
    try (FineTuning run = start("run", Optional.empty(), Map.of("threads", "1", "steps", "1"))) {
      run.run(FOREVER, SILENT);
    }
    refused(
        "another data.fingerprint",
        () ->
            FineTuning.resume(
                folder.resolve("run"), TuningData.labelled(base, Tiny.data(3)), Map.of()));
    String twice =
        refusal(IllegalStateException.class, () -> start("run", Optional.empty(), SETTINGS));
    assertTrue(twice.contains("already holds a run"), twice);
  }

  private static TuningData subject(String token, String label) {
    return TuningData.subject(base, images(), token, List.of(label));
  }

  private static void refused(String told, Executable use) {
    String message = refusal(IllegalArgumentException.class, use);
    assertTrue(message.contains(told), message);
  }
}
