package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.TimeBudget;
import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code diffusion train}. */
@Command(
    name = "train",
    description = {
      "Train a network. Ctrl-C stops it after a checkpoint; --resume goes on from there, on the",
      "same data.",
      "The folder then holds checkpoints, losses, sheets of samples and the model."
    })
final class Train implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(1000);

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the run.")
  private Path out = Path.of("");

  @Option(names = "--resume", description = "Go on with the run in that folder.")
  private boolean resume;

  @Option(
      names = "--time-budget",
      paramLabel = "TIME",
      description = {
        "Stop after this time, such as 30m or 1h30m. A new run picks its steps and schedule to",
        "fit, unless --steps is given."
      })
  private @Nullable String timeBudget;

  /** Only for its options: what they are for a run that is resumed, {@link RunData} knows. */
  @Mixin private final DataOptions unusedDataOptions = new DataOptions();

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "unet or context-unet. Default: ${DEFAULT-VALUE}.")
  private String network = "unet";

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Size of the network. Default: ${DEFAULT-VALUE}.")
  private int channels = 64;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description =
          "Blocks of the unet at quarter resolution, each way. Default: ${DEFAULT-VALUE}.")
  private int depth = 1;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      description = "Features the unet drops in training. Default: ${DEFAULT-VALUE}.")
  private double dropout;

  @Mixin private final TrainingOptions settings = new TrainingOptions();

  @Override
  public Integer call() {
    Instant begin = Instant.now();
    Place.checkName(out);
    Duration budget = budget();
    RunData given = RunData.given(out, spec.commandLine().getParseResult());
    RunData data = resume ? given.andKept() : given;
    Dataset images = data.options().read();
    PrintWriter log = spec.commandLine().getOut();
    log.println(images);
    try (Trainer trainer = trainer(images, budget)) {
      data.keep();
      TrainingRun.of(out, trainer, () -> budget.minus(Duration.between(begin, Instant.now())), log);
    }
    return 0;
  }

  private Trainer trainer(Dataset images, Duration budget) {
    Map<String, String> given = settings.given(spec.commandLine().getParseResult());
    if (resume) {
      return Trainer.resume(out, images, given);
    }
    Network chosen = network(images);
    boolean fits = timeBudget != null && !given.containsKey("steps");
    TrainingConfig config = fits ? fitted(chosen, images, given, budget) : TrainingConfig.of(given);
    return Trainer.start(out, chosen, images, config);
  }

  private TrainingConfig fitted(
      Network chosen, Dataset images, Map<String, String> given, Duration budget) {
    TrainingConfig config = TimeBudget.fit(chosen, images, given, budget);
    long steps = config.optimization().steps();
    if (steps < TimeBudget.STEPS_TO_DRAW) {
      spec.commandLine()
          .getOut()
          .printf(
              "--time-budget %s: only %d steps fit in, and before about %d a network draws nothing;"
                  + " give it more time, or make --channels, --batch or the images smaller%n",
              timeBudget, steps, TimeBudget.STEPS_TO_DRAW);
    }
    return config;
  }

  private Network network(Dataset images) {
    SizeCheck.check(images.shape());
    int context = images.labels().size();
    return switch (network) {
      case "unet" -> Networks.unet(images.shape(), context, channels, depth, dropout);
      case "context-unet" -> Networks.contextUnet(images.shape(), context, channels);
      default ->
          throw new IllegalArgumentException(
              "--network " + network + ": there are unet and context-unet");
    };
  }

  private Duration budget() {
    if (timeBudget == null) {
      return Duration.ofNanos(Long.MAX_VALUE);
    }
    try {
      Duration budget = Duration.parse("PT" + timeBudget.toUpperCase(Locale.ROOT));
      if (budget.compareTo(Duration.ZERO) > 0 && budget.compareTo(LONGEST) <= 0) {
        return budget;
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new IllegalArgumentException(badBudget(), e);
    }
    throw new IllegalArgumentException(badBudget());
  }

  private String badBudget() {
    return "--time-budget %s: a time above 0 of at most %d days, such as 90s, 30m or 1h30m"
        .formatted(timeBudget, LONGEST.toDays());
  }
}
