package io.github.diffusion4j.samples.course;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.common.io.Resources;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.train.LogLine;
import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.TrainingConfig;
import io.github.diffusion4j.train.TrainingListener;
import io.github.diffusion4j.train.data.ArrayFiles;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Unusable;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Lesson 7: the course's arrays are trained on as they are, and its PyTorch model runs. */
final class OwnDataAndModels implements Lesson<OwnDataAndModels.Findings> {
  /** What stands beside the model, and in the text. */
  static final String CARD = "course-model.properties";

  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

  /**
   * What was found.
   *
   * @param labels that the arrays were taken to have
   * @param trainedOn number of pictures, copies included
   * @param heldOut number of pictures that are never trained on, copies included
   * @param log of the training
   * @param same whether the network draws the same by its own card and by the file beside it
   */
  record Findings(
      List<String> labels, int trainedOn, int heldOut, List<LogLine> log, boolean same) {
    Findings {
      labels = List.copyOf(labels);
      log = List.copyOf(log);
    }
  }

  @Override
  public Findings run(Workbook workbook) {
    Path folder = workbook.emptyFolder("7-run");
    StandIn files = new StandIn(folder.resolve("sprites.npy"), folder.resolve("labels.npy"));
    files.write();
    Dataset sprites =
        ArrayFiles.read(files.images(), files.labels(), ArrayFiles.BYTES, Unusable.REFUSE);
    List<LogLine> log = train(folder.resolve("run"), sprites, recipe(workbook));

    Path own = folder.resolve("run/model/model.onnx");
    Path foreign = folder.resolve("foreign/course-model.onnx");
    try {
      copyWithoutCard(own, foreign);
      Files.write(
          foreign.resolveSibling(CARD),
          Resources.toByteArray(Resources.getResource(OwnDataAndModels.class, CARD)));
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + foreign, e);
    }
    int picturesALabel = workbook.either(8, 2);
    Samples samples = draw(foreign, picturesALabel);
    samples.writePng(workbook.file("7-samples.png"), Sheet.DEFAULT.withZoom(3));
    Samples again = draw(own, picturesALabel);
    boolean same = Arrays.equals(again.latent().data(), samples.latent().data());

    Findings findings =
        new Findings(
            sprites.labels(), sprites.training().size(), sprites.heldOut().size(), log, same);
    print(workbook, findings);
    return findings;
  }

  private static TrainingConfig recipe(Workbook workbook) {
    int steps = workbook.either(600, 16);
    return TrainingConfig.defaults()
        .with("threads", Integer.toString(workbook.either(0, 1)))
        .with("prediction", "epsilon")
        .with("schedule", "linear")
        .with("schedule.steps", "500")
        .with("schedule.beta-start", "0.0001398")
        .with("schedule.beta-end", "0.02")
        .with("batch", Integer.toString(workbook.either(32, 12)))
        .with("steps", Integer.toString(steps))
        .with("warmup", "50")
        .with("average-decay", "0.99")
        .with("log-every", Integer.toString(steps / 4))
        .with("evaluate-every", Integer.toString(steps / 4))
        .with("samples-every", "0");
  }

  private static List<LogLine> train(Path folder, Dataset sprites, TrainingConfig recipe) {
    Network network = Networks.contextUnet(sprites.shape(), sprites.labels().size(), 32);
    List<LogLine> log = new ArrayList<>();
    try (Trainer trainer = Trainer.start(folder, network, sprites, recipe)) {
      trainer.run(
          AS_LONG_AS_IT_TAKES,
          new TrainingListener() {
            @Override
            public void logged(LogLine line) {
              log.add(line);
            }
          });
    }
    return log;
  }

  /** What is left is what PyTorch would have written: inputs, output and weights. */
  private static void copyWithoutCard(Path own, Path foreign) throws IOException {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(own));
    Files.createDirectories(foreign.getParent());
    Files.write(foreign, model.toBuilder().clearMetadataProps().build().toByteArray());
  }

  private static Samples draw(Path model, int picturesALabel) {
    try (var pipeline = DiffusionPipeline.load(model)) {
      List<ContextVector> contexts =
          pipeline.card().labels().names().stream()
              .flatMap(label -> Collections.nCopies(picturesALabel, label).stream())
              .map(pipeline::context)
              .toList();
      return pipeline.request().contexts(contexts).count(contexts.size()).steps(25).generate();
    }
  }

  private static void print(Workbook workbook, Findings findings) {
    workbook.print("labels %s", findings.labels());
    workbook.print(
        "%d pictures to train on, %d held out; every picture %d times",
        findings.trainedOn(), findings.heldOut(), StandIn.COPIES);
    workbook.print("| steps | training loss | held-out loss |");
    workbook.print("| ---: | ---: | ---: |");
    for (LogLine line : findings.log()) {
      workbook.print("| %d | %.3f | %.3f |", line.step(), line.loss(), line.heldOutLoss());
    }
    workbook.print(
        "the file without a card, described by %s, draws the same pictures: %s",
        CARD, findings.same());
  }
}
