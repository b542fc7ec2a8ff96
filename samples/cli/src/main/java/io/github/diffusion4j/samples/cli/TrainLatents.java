package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.latent.LatentData;
import io.github.diffusion4j.train.latent.LatentTraining;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code diffusion train-latents}. */
@Command(
    name = "train-latents",
    description = {
      "Train a network that draws latents of an autoencoder from captions.",
      "Ctrl-C stops it after a checkpoint; --resume goes on from there, with the same options."
    })
final class TrainLatents implements Callable<Integer> {
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

  /** Only for its options: what they are for a run that is resumed, {@link RunData} knows. */
  @Mixin private final DataOptions unusedDataOptions = new DataOptions();

  @Option(
      names = "--autoencoder",
      required = true,
      paramLabel = "DIR",
      description = "The folder with vae_encoder and vae_decoder.")
  private Path autoencoder = Path.of("");

  @Option(
      names = "--captions",
      required = true,
      paramLabel = "DIR",
      description = "The token states of the captions, from a text encoder.")
  private Path captions = Path.of("");

  @Mixin private final LatentNetwork network = new LatentNetwork();

  @Mixin private final TrainingOptions settings = new TrainingOptions();

  @Override
  public Integer call() {
    Place.checkName(out);
    RunData given = RunData.given(out, spec.commandLine().getParseResult());
    RunData data = resume ? given.andKept() : given;
    Dataset images = data.options().read();
    PrintWriter log = spec.commandLine().getOut();
    log.println(images);
    Map<String, String> changes = settings.given(spec.commandLine().getParseResult());
    int threads = TrainingConfig.of(changes).threads();
    try (TokenStates tokens = TokenStates.open(captions)) {
      LatentData latents = LatentData.of(images, tokens, autoencoder, threads);
      try (LatentTraining training = training(latents, changes)) {
        data.keep();
        String again =
            "train-latents --out %s --autoencoder %s --captions %s"
                .formatted(out, autoencoder, captions);
        TrainingRun.of(again, training::run, training::stop, () -> FOREVER, log);
      }
    }
    return 0;
  }

  private LatentTraining training(LatentData data, Map<String, String> changes) {
    if (resume) {
      return LatentTraining.resume(out, data, autoencoder, changes);
    }
    return LatentTraining.start(
        out, network.of(data), data, autoencoder, TrainingConfig.of(changes));
  }
}
