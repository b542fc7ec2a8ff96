package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.train.finetune.BaseModel;
import io.github.diffusion4j.train.finetune.FineTuning;
import io.github.diffusion4j.train.finetune.Preservation;
import io.github.diffusion4j.train.finetune.TuningData;
import io.github.diffusion4j.train.network.Lora;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code diffusion finetune}. */
@Command(
    name = "finetune",
    description = {
      "Teach a trained model a subject from a few images (DreamBooth), or a style: all of its",
      "weights, or factors beside them (LoRA).",
      "Ctrl-C stops it after a checkpoint; --resume goes on from there, with the same options."
    })
final class Finetune implements Callable<Integer> {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the run.")
  private Path out = Path.of("");

  @Option(names = "--resume", description = "Go on with the run in that folder.")
  private boolean resume;

  @Mixin private final TuningTarget target = new TuningTarget();

  @Mixin private final TuningImages images = new TuningImages();

  @Mixin private final LoraOptions factors = new LoraOptions();

  @Mixin private final PreservationOptions preservation = new PreservationOptions();

  @Mixin private final TrainingOptions settings = new TrainingOptions(defaults());

  /** As help shows them: those of factors beside those of the weights. */
  private static Map<String, String> defaults() {
    Map<String, String> ofFactors = FineTuning.defaults(Optional.of(new Lora(1, 1, List.of(".*"))));
    Map<String, String> shown = new LinkedHashMap<>(FineTuning.defaults(Optional.empty()));
    shown.replaceAll(
        (key, value) ->
            value.equals(ofFactors.get(key))
                ? value
                : value + ", with --lora " + ofFactors.get(key));
    return shown;
  }

  @Override
  public Integer call() {
    Place.checkName(out);
    images.check();
    Optional<Preservation> ofClass = preservation.get();
    Map<String, String> given = settings.given(spec.commandLine().getParseResult());
    BaseModel base = target.read();
    Optional<Lora> lora = factors.on(base.network());
    int threads = Integer.parseInt(given.getOrDefault("threads", "0"));
    try (TuningImages closedAtTheEnd = images) {
      TuningData data = closedAtTheEnd.read(base, threads);
      try (FineTuning tuning = tuning(base, data, lora, ofClass, given)) {
        PrintWriter log = spec.commandLine().getOut();
        TrainingRun.of(command(), tuning::run, tuning::stop, () -> FOREVER, log);
        images.asked().ifPresent(asked -> tell(log, lora, asked));
      }
    }
    return 0;
  }

  private FineTuning tuning(
      BaseModel base,
      TuningData data,
      Optional<Lora> lora,
      Optional<Preservation> ofClass,
      Map<String, String> given) {
    if (resume) {
      return FineTuning.resume(out, data, given);
    }
    if (ofClass.isEmpty() || data.classContext().isEmpty()) {
      return FineTuning.start(out, base, data, lora, given);
    }
    try (DiffusionPipeline drawing = target.open()) {
      return FineTuning.start(out, base, data, lora, given, ofClass.get(), drawing);
    }
  }

  /** As it was given, without the option that goes on. */
  private String command() {
    return spec.commandLine().getParseResult().originalArgs().stream()
        .filter(word -> !word.equals("--resume"))
        .map(word -> word.contains(" ") ? '"' + word + '"' : word)
        .collect(Collectors.joining(" "));
  }

  /** The files beside the model, and how to draw with it. */
  private void tell(PrintWriter log, Optional<Lora> lora, String asked) {
    Path adapter = out.resolve("adapter.onnx_adapter");
    log.printf("to draw: %s generate --model %s%s%n", Main.NAME, out, asked);
    if (lora.isPresent() && Files.exists(adapter)) {
      log.printf(
          "or: %s generate --model %s --lora %s%s%n",
          Main.NAME, out.resolve("base"), adapter, asked);
    }
  }
}
