package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.data.ArrayFiles;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.InvalidImages;
import io.github.diffusion4j.train.listener.LogLine;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Lesson 7: the course's arrays are trained on as they are, and its PyTorch model runs. */
final class OwnDataAndModels implements Lesson<OwnDataAndModels.Findings> {
  /**
   * What was found.
   *
   * @param labels that the arrays were taken to have
   * @param trainedOn number of images, copies included
   * @param heldOut number of images that are never trained on, copies included
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
    SpriteSubstitute files =
        new SpriteSubstitute(folder.resolve("sprites.npy"), folder.resolve("labels.npy"));
    files.write();
    Dataset sprites =
        ArrayFiles.read(files.images(), files.labels(), ArrayFiles.BYTES, InvalidImages.REFUSE);
    List<LogLine> log = train(folder.resolve("run"), sprites, recipe(workbook));

    Path own = folder.resolve("run/model/model.onnx");
    Path foreign = folder.resolve("foreign/course-model.onnx");
    ForeignModel.write(own, foreign);
    int imagesALabel = workbook.either(8, 2);
    Samples samples = draw(foreign, sprites.labels(), imagesALabel);
    show(samples, sprites.labels(), workbook.file("7-samples.png"));
    Samples again = draw(own, sprites.labels(), imagesALabel);
    boolean same = Arrays.equals(again.values().data(), samples.values().data());

    int trainedOn = sprites.training().size();
    int heldOut = sprites.heldOut().size();
    Findings findings = new Findings(sprites.labels(), trainedOn, heldOut, log, same);
    print(workbook, findings);
    return findings;
  }

  private static TrainingConfig recipe(Workbook workbook) {
    int steps = workbook.either(600, 16);
    return ShortTraining.recipe(workbook, steps / 4)
        .with("prediction", "epsilon")
        .with("schedule", "linear")
        .with("schedule.steps", "500")
        .with("schedule.beta-start", "0.0001398")
        .with("schedule.beta-end", "0.02")
        .with("batch", Integer.toString(workbook.either(32, 12)))
        .with("steps", Integer.toString(steps))
        .with("warmup", "50")
        .with("average-decay", "0.99");
  }

  private static List<LogLine> train(Path folder, Dataset sprites, TrainingConfig recipe) {
    Network network = Networks.contextUnet(sprites.shape(), sprites.labels().size(), 32);
    try (Trainer trainer = Trainer.start(folder, network, sprites, recipe)) {
      return ShortTraining.finish(trainer);
    }
  }

  private static Samples draw(Path model, List<String> labels, int imagesALabel) {
    try (var pipeline = DiffusionPipeline.load(model)) {
      List<ContextVector> contexts =
          labels.stream()
              .flatMap(label -> Collections.nCopies(imagesALabel, label).stream())
              .map(pipeline::context)
              .toList();
      return pipeline.request().contexts(contexts).count(contexts.size()).steps(25).generate();
    }
  }

  private static void show(Samples samples, List<String> labels, Path file) {
    Figure figure = Figure.ofIcons(List.of());
    for (int i = 0; i < samples.count(); i++) {
      String label = labels.get(i * labels.size() / samples.count());
      figure.add(label, List.of(samples.image(i)));
    }
    figure.write(file);
  }

  private static void print(Workbook workbook, Findings findings) {
    workbook.print("labels %s", findings.labels());
    workbook.print(
        "%d images to train on, %d held out; every image %d times",
        findings.trainedOn(), findings.heldOut(), SpriteSubstitute.COPIES);
    Table table = new Table("steps | training loss | held-out loss");
    findings.log().forEach(l -> table.row("%d | %.3f | %.3f", l.step(), l.loss(), l.heldOutLoss()));
    workbook.print(table);
    workbook.print(
        "the file without a card, described by %s, draws the same images: %s",
        ForeignModel.CARD, findings.same());
  }
}
