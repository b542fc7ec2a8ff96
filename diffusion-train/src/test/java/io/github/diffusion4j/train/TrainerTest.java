package io.github.diffusion4j.train;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.ArrayFiles;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.HeldOut;
import io.github.diffusion4j.train.data.InvalidImages;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.engine.OwnJvm;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.engine.TorchEngine;
import io.github.diffusion4j.train.engine.WrongOneDnn;
import io.github.diffusion4j.train.io.Settings;
import io.github.diffusion4j.train.learn.BatchSource;
import io.github.diffusion4j.train.learn.DenoisingBatches;
import io.github.diffusion4j.train.learn.Learner;
import io.github.diffusion4j.train.learn.OptimizerStep;
import io.github.diffusion4j.train.learn.Progress;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.listener.LogLine;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.onnx.WeightType;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import io.github.diffusion4j.train.run.Checkpoint;
import io.github.diffusion4j.train.run.LossLog;
import io.github.diffusion4j.train.run.RunDescription;
import io.github.diffusion4j.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user of the trainer relies on. */
class TrainerTest {
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final TrainingListener SILENT = new TrainingListener() {};

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aRunThatWasInterruptedEndsWhereOneThatWasNotEnds() throws IOException {
    Dataset data = Tiny.data(20);
    TrainingConfig config = Tiny.config().with("augmentation", "0.5");
    Network network = Networks.unet(Tiny.SHAPE, Tiny.LABELS.size(), 32, 1, 0.1);
    try (Trainer whole = Trainer.start(folder.resolve("whole"), network, data, config)) {
      whole.run(FOREVER, SILENT);
    }
    Path broken = folder.resolve("broken");
    try (Trainer first = Trainer.start(broken, network, data, config)) {
      assertEquals(5, first.run(FOREVER, stopAfter(5, first)).step());
    }
    try (Trainer second = Trainer.resume(broken, data, Map.of())) {
      assertEquals(6, second.run(FOREVER, SILENT).step());
    }
    for (String file :
        List.of("checkpoint.zip", "log.csv", "config.properties", "model/model.onnx")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(file)),
          Files.readAllBytes(broken.resolve(file)),
          file);
    }
  }

  @Test
  void anInterruptLeavesACheckpointAndAModelAndStaysSet() {
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), Tiny.config())) {
      TrainingListener interrupting =
          new TrainingListener() {
            @Override
            public void stepped(Status status) {
              Thread.currentThread().interrupt();
            }
          };
      assertEquals(1, trainer.run(FOREVER, interrupting).step());
      assertTrue(Thread.interrupted());
    }
    try (Trainer resumed = Trainer.resume(folder, Tiny.data(20), Map.of());
        DiffusionPipeline model = DiffusionPipeline.load(folder.resolve("model"))) {
      assertEquals(1, resumed.run(Duration.ZERO, SILENT).step());
      assertEquals(3, model.request().count(3).steps(2).generate().count());
    }
  }

  @Test
  void anInterruptJustBeforeAWriteLosesNothing() {
    TrainingConfig config =
        Tiny.config()
            .with("evaluate-every", "0")
            .with("log-every", "3")
            .with("checkpoint-every", "3");
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), config)) {
      TrainingListener interrupting =
          new TrainingListener() {
            @Override
            public void logged(LogLine line) {
              Thread.currentThread().interrupt(); // a checkpoint is to be written next
            }
          };
      assertEquals(3, trainer.run(FOREVER, interrupting).step());
      assertTrue(Thread.interrupted());
    }
    try (Trainer resumed = Trainer.resume(folder, Tiny.data(20), Map.of())) {
      assertEquals(6, resumed.run(FOREVER, SILENT).step());
    }
  }

  @Test
  void theModelFileSaysWhatItIs() {
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), Tiny.config())) {
      trainer.run(FOREVER, SILENT);
    }
    Path file = folder.resolve("icons.onnx");
    Trainer.export(folder, file, WeightType.FLOAT16, Map.of(CardKeys.GUIDANCE, "1.5"));
    try (DiffusionPipeline model = DiffusionPipeline.load(file)) {
      Map<String, String> card = model.card().toEntries();
      assertEquals("icons", model.card().name());
      assertEquals(Tiny.LABELS, model.card().context().labels());
      assertEquals(1.5, model.card().defaults().guidance());
      assertEquals("float16", card.get("weights"));
      assertEquals("24", card.get("training.pictures-seen"));
      assertEquals("tiny", card.get("data.name"));
      assertEquals("cosine", card.get("schedule"));
      assertTrue(Double.parseDouble(card.get("training.held-out-loss")) > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aModelOfAugmentedImagesDrawsWhatTheNetworkInTrainingDrawsUnasked(boolean labelled) {
    Dataset data = labelled ? Tiny.data(20) : Tiny.unlabelled(20);
    Network network = Networks.unet(Tiny.SHAPE, data.labels().size(), 32);
    TrainingConfig config = Tiny.config().with("augmentation", "0.5").with("learning-rate", "0.05");
    try (Trainer trainer = Trainer.start(folder, network, data, config)) {
      trainer.run(FOREVER, SILENT);
    }
    RunDescription run = RunDescription.read(new RunFolder(folder));
    ParameterLayout layout = ParameterLayout.of(run.networkInTraining());
    TrainingState state = Checkpoint.read(new RunFolder(folder), layout);
    BatchSource source = new DenoisingBatches(data, config);
    try (Learner learner = new Learner(run.networkInTraining(), layout, config, source, state);
        DiffusionPipeline model = DiffusionPipeline.load(folder.resolve("model"));
        DiffusionPipeline trained = DiffusionPipeline.of(learner.averaged(), model.card())) {
      ContextVector context = labelled ? model.context("light") : ContextVector.unconditional();
      assertArrayEquals(
          trained.generate(context, 3).values(0), model.generate(context, 3).values(0), 1e-4f);
    }
  }

  @Test
  void aDamagedCheckpointFallsBackToTheOneBefore() throws IOException {
    TrainingConfig config = Tiny.config().with("checkpoint-every", "4");
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), config)) {
      trainer.run(FOREVER, SILENT);
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("checkpoint.zip"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("checkpoint.zip"), bytes);
    try (Trainer resumed = Trainer.resume(folder, Tiny.data(20), Map.of())) {
      assertEquals(4, resumed.run(Duration.ZERO, SILENT).step());
      assertEquals(6, resumed.run(FOREVER, SILENT).step());
    }
  }

  @Test
  void aRunCanBeProlonged() {
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), Tiny.config())) {
      trainer.run(FOREVER, SILENT);
    }
    try (Trainer longer = Trainer.resume(folder, Tiny.data(20), Map.of("steps", "8"))) {
      assertEquals(32, longer.run(FOREVER, SILENT).images());
    }
  }

  @Test
  void theArraysOfTheCourseTrainAsTheyAre() {
    float[] pixels = new float[30 * 4 * 4 * 3];
    float[] oneHot = new float[30 * 5];
    for (int i = 0; i < 30; i++) {
      oneHot[5 * i + i % 5] = 1;
      Arrays.fill(pixels, 48 * i, 48 * (i + 1), 8 * i);
    }
    Npy.write(folder.resolve("images.npy"), pixels, 30, 4, 4, 3);
    Npy.write(folder.resolve("sprite_labels_nc_1788_16x16.npy"), oneHot, 30, 5);
    Dataset data =
        ArrayFiles.read(
            folder.resolve("images.npy"),
            folder.resolve("sprite_labels_nc_1788_16x16.npy"),
            ArrayFiles.BYTES,
            InvalidImages.REFUSE);
    Network network = Networks.contextUnet(data.shape(), data.labels().size(), 8);
    try (Trainer trainer = Trainer.start(folder.resolve("run"), network, data, Tiny.config())) {
      assertEquals(6, trainer.run(FOREVER, SILENT).step());
    }
    try (DiffusionPipeline model = DiffusionPipeline.load(folder.resolve("run/model"))) {
      assertEquals(
          data.shape(), model.generate(model.context("hero", "food"), 2).shape(), "two labels");
    }
  }

  @Test
  void imagesWithoutLabelsTrainToo() {
    Dataset data = Tiny.unlabelled(20);
    Network network = Networks.unet(Tiny.SHAPE, 0, 32);
    try (Trainer trainer = Trainer.start(folder, network, data, Tiny.config())) {
      assertEquals(6, trainer.run(FOREVER, SILENT).step());
    }
    try (DiffusionPipeline model = DiffusionPipeline.load(folder.resolve("model"))) {
      assertEquals(0, model.card().context().size());
    }
  }

  @Test
  void otherDataIsRefused() {
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), Tiny.config())) {
      trainer.run(Duration.ZERO, SILENT);
    }
    String message =
        refusal(
            IllegalArgumentException.class, () -> Trainer.resume(folder, Tiny.data(21), Map.of()));
    assertTrue(message.contains("begun with other data"), message);
  }

  @Test
  void aFolderWithARunIsNotOverwritten() {
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), Tiny.config())) {
      trainer.run(Duration.ZERO, SILENT);
    }
    assertThrows(
        IllegalStateException.class,
        () -> Trainer.start(folder, Tiny.network(), Tiny.data(20), Tiny.config()));
  }

  @Test
  void aNetworkOfAnotherShapeIsRefused() {
    String message =
        refusal(
            IllegalArgumentException.class,
            () ->
                Trainer.start(
                    folder,
                    Networks.unet(Shape.of(3, 16, 16), 2, 32),
                    Tiny.data(20),
                    Tiny.config()));
    assertTrue(message.contains("3x16x16") && message.contains("3x4x4"), message);
  }

  @Test
  void aLossThatIsNoNumberStopsTheRunBeforeItSpreads() {
    ParameterLayout layout = ParameterLayout.of(Tiny.network());
    float[] weights = layout.initial(1);
    weights[0] = Float.NaN;
    TrainingState state = TrainingState.initial(weights);
    try (Learner learner =
        new Learner(
            Tiny.network(),
            layout,
            Tiny.config(),
            new DenoisingBatches(Tiny.data(20), Tiny.config()),
            state)) {
      String message = refusal(IllegalStateException.class, learner::step);
      assertTrue(message.contains("lower learning-rate"), message);
    }
    assertEquals(Progress.START, state.progress());
    assertEquals(0, state.firstMoment()[1]);
  }

  /** What is drawn is drawn by key: the same step twice has one right result. */
  @Test
  void aStepThatIsNoNumberOnlyOnceIsTheMachinesFault() {
    ParameterLayout layout = ParameterLayout.of(Tiny.network());
    TrainingState state = TrainingState.initial(layout.initial(1));
    Queue<Float> losses = new ArrayDeque<>(List.of(Float.NaN, 0.5f));
    OptimizerStep descent = new OptimizerStep(layout, Tiny.config().optimization());
    String message =
        refusal(
            IllegalStateException.class, () -> descent.step(state, 4, gradient -> losses.remove()));
    assertTrue(message.contains("machine") && message.contains("0.5"), message);
    assertFalse(message.contains("learning-rate"), message);
    assertEquals(Progress.START, state.progress());
  }

  @Test
  void aRunWhoseFirstStepFailsLeavesItsFolderFree() {
    Dataset data = Tiny.data(20);
    ParameterLayout layout = ParameterLayout.of(Tiny.network());
    float[] broken = new float[layout.size()];
    Arrays.fill(broken, Float.NaN);
    RunFolder run = new RunFolder(folder);
    RunDescription description = RunDescription.of(Tiny.network(), Tiny.config(), data);
    try (Trainer trainer = Trainer.begin(run, description, data, layout, broken)) {
      refusal(IllegalStateException.class, () -> trainer.run(FOREVER, SILENT));
    }
    try (Trainer again = Trainer.start(folder, Tiny.network(), data, Tiny.config())) {
      assertEquals(6, again.run(FOREVER, SILENT).step());
    }
  }

  @Test
  void aRunTellsWhichConvolutionsItsStepsWereComputedBy() {
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), Tiny.config())) {
      trainer.run(FOREVER, SILENT);
    }
    Path file = folder.resolve("exported.onnx");
    Trainer.export(folder, file, WeightType.FLOAT32, Map.of());
    String used = Settings.text(TorchEngine.start().convolutions());
    for (Path model : List.of(file, folder.resolve("model"))) {
      try (DiffusionPipeline pipeline = DiffusionPipeline.load(model)) {
        assertEquals(used, pipeline.card().toEntries().get("training.convolutions"));
      }
    }
  }

  @Test
  void aRunThatWentOnElsewhereTellsBoth() throws IOException, InterruptedException {
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), Tiny.config())) {
      trainer.run(FOREVER, stopAfter(2, trainer));
    }
    String here = Settings.text(TorchEngine.start().convolutions());
    OwnJvm.lines(GoesOnWithWrongOneDnn.class, Map.of(), folder.toString());
    try (DiffusionPipeline model = DiffusionPipeline.load(folder.resolve("model"))) {
      String expected = here.equals("native") ? here : here + ",native";
      assertEquals(expected, model.card().toEntries().get("training.convolutions"));
    }
  }

  /** Resumes the run in a folder on an engine whose oneDNN was found wrong. */
  static final class GoesOnWithWrongOneDnn {
    private GoesOnWithWrongOneDnn() {}

    public static void main(String[] arguments) {
      WrongOneDnn.start();
      try (Trainer trainer = Trainer.resume(Path.of(arguments[0]), Tiny.data(20), Map.of())) {
        trainer.run(FOREVER, SILENT);
      }
    }
  }

  @Test
  void heldOutImagesAreNeverTrainedOn() {
    Dataset data = Tiny.data(200);
    assertEquals(200, data.training().size() + data.heldOut().size());
    assertTrue(data.heldOut().size() > 8 && data.heldOut().size() < 40);
    for (int i = 0; i < data.training().size(); i++) {
      assertFalse(HeldOut.contains(data.training().example(i).name()));
    }
  }

  @Test
  void aTinyNetworkLearnsTwoImages() throws IOException {
    TrainingConfig config =
        Tiny.config()
            .with("steps", "60")
            .with("batch", "32")
            .with("learning-rate", "0.005")
            .with("log-every", "20")
            .with("samples-every", "60");
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), twoImages(), config)) {
      trainer.run(FOREVER, SILENT);
    }
    List<LogLine> log = LossLog.resume(folder.resolve("log.csv"), 60).lines();
    double first = log.get(0).loss();
    double last = log.get(log.size() - 1).loss();
    assertTrue(last < first / 4, first + " to " + last);
    assertTrue(Files.size(folder.resolve("loss.png")) > 1000);
    assertTrue(Files.size(folder.resolve("samples/00000060.png")) > 1000);
  }

  private static Dataset twoImages() {
    Dataset tiny = Tiny.data(40);
    List<Example> two = new ArrayList<>();
    for (int i = 0; two.size() < 2; i++) {
      if (!HeldOut.contains(tiny.example(i).name())) {
        two.add(tiny.example(i));
      }
    }
    return Dataset.of(Tiny.SHAPE, Tiny.LABELS, Source.unattributed("two"), two, List.of());
  }

  private static TrainingListener stopAfter(long step, Trainer trainer) {
    return new TrainingListener() {
      @Override
      public void stepped(Status status) {
        if (status.step() == step) {
          trainer.stop();
        }
      }
    };
  }
}
