package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.autoencoder.AutoencoderTraining;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.network.Autoencoder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code diffusion autoencoder}. */
@Command(
    name = "autoencoder",
    description = {
      "Train the autoencoder of latent diffusion: images to latents of a quarter of their sides,",
      "and back. Ctrl-C stops it after a checkpoint; --resume goes on from there.",
      "The folder then holds model/vae_encoder and model/vae_decoder."
    })
final class TrainAutoencoder implements Callable<Integer> {
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
      names = "--latent-channels",
      paramLabel = "N",
      description = "Channels of the latents. Default: ${DEFAULT-VALUE}.")
  private int latentChannels = 4;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "At half resolution, a multiple of 32. Default: ${DEFAULT-VALUE}.")
  private int channels = 64;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Blocks of the encoder at quarter resolution. Default: ${DEFAULT-VALUE}.")
  private int depth = 2;

  @Mixin
  private final TrainingOptions settings = new TrainingOptions(AutoencoderTraining.defaults());

  @Override
  public Integer call() {
    Place.checkName(out);
    RunData given = RunData.given(out, spec.commandLine().getParseResult());
    RunData data = resume ? given.andKept() : given;
    Dataset images = data.options().read();
    PrintWriter log = spec.commandLine().getOut();
    log.println(images);
    try (AutoencoderTraining training = training(images)) {
      data.keep();
      TrainingRun.of("autoencoder --out " + out, training::run, training::stop, () -> FOREVER, log);
      training
          .quality()
          .forEach(
              (group, ratio) ->
                  log.printf(Locale.ROOT, "held out, %s: PSNR %.2f dB%n", group, ratio));
    }
    return 0;
  }

  private AutoencoderTraining training(Dataset images) {
    Map<String, String> given = settings.given(spec.commandLine().getParseResult());
    return resume
        ? AutoencoderTraining.resume(out, images, given)
        : AutoencoderTraining.start(
            out, new Autoencoder(images.shape(), latentChannels, channels, depth), images, given);
  }
}
