package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.train.Distillation;
import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.recipe.DistillationConfig;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion distill}. */
@Command(
    name = "distill",
    description = {
      "Make a model that needs few evaluations out of a trained one.",
      "First the teacher is asked, which can be interrupted; then the student is trained, and is",
      "resumed by train --resume."
    })
final class Distill implements Callable<Integer> {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Parameters(paramLabel = "RUN_DIR", description = "The folder of the teacher's run.")
  private Path teacher = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the student's run.")
  private Path out = Path.of("");

  @Mixin private final DataOptions data = new DataOptions();

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      description = "The most that the student is for. Default: ${DEFAULT-VALUE}.")
  private int evaluations = 4;

  @Option(
      names = "--questions",
      paramLabel = "N",
      description = "Pairs of images that the teacher makes. Default: ${DEFAULT-VALUE}.")
  private int questions = 16_000;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "Of the teacher. Default: ${DEFAULT-VALUE}.")
  private String sampler = "unipc";

  @Option(
      names = "--teacher-steps",
      paramLabel = "N",
      description = "Of the teacher, from pure noise. Default: ${DEFAULT-VALUE}.")
  private int steps = 12;

  @Option(
      names = "--guidance",
      paramLabel = "W",
      description = "Of the teacher; the student has it of itself. Default: ${DEFAULT-VALUE}.")
  private double guidance = 2;

  @Mixin private final TrainingOptions settings = new TrainingOptions();

  @Override
  public Integer call() {
    Place.checkName(teacher);
    Place.checkName(out);
    Dataset images = data.read();
    PrintWriter log = spec.commandLine().getOut();
    log.println(images);
    try (Trainer student = student(images)) {
      RunData.given(out, spec.commandLine().getParseResult()).keep();
      TrainingRun.of(out, student, () -> FOREVER, log);
    }
    return 0;
  }

  private Trainer student(Dataset images) {
    Map<String, String> given = settings.given(spec.commandLine().getParseResult());
    Path model = teacher.resolve("model");
    if (!Files.isDirectory(model)) {
      throw new IllegalArgumentException(
          teacher + ": no run with a model in it; give the folder that train --out was given");
    }
    try (DiffusionPipeline asked = DiffusionPipeline.load(model);
        Progress progress = Progress.of("ask", "questions", 0, questions)) {
      DistillationConfig teaching =
          new DistillationConfig(
              teacher.toAbsolutePath().normalize().getFileName().toString(),
              evaluations,
              questions,
              sampler,
              steps,
              guidance,
              Long.parseLong(given.getOrDefault("seed", "1")));
      return Distillation.start(out, teacher, asked, images, teaching, given, progress::reach);
    }
  }
}
