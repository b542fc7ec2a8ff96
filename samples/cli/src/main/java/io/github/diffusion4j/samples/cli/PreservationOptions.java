package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.finetune.Preservation;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the class of a subject stays what it was. */
final class PreservationOptions {
  private static final Preservation USUAL = Preservation.defaults();

  @Option(
      names = "--class-samples",
      paramLabel = "N",
      description = {
        "Samples of the class that the model draws first, and is then shown beside the subject;",
        "0 for none: the class then becomes the subject. Default: ${DEFAULT-VALUE}."
      })
  private int samples = USUAL.samples();

  @Option(
      names = "--class-weight",
      paramLabel = "LAMBDA",
      description = "How much they count against the subject. Default: ${DEFAULT-VALUE}.")
  private double lambda = USUAL.lambda();

  @Option(
      names = "--class-steps",
      paramLabel = "N",
      description = "Steps that each takes. Default: ${DEFAULT-VALUE}.")
  private int steps = USUAL.steps();

  /** Empty for none. */
  Optional<Preservation> get() {
    return samples == 0 ? Optional.empty() : Optional.of(new Preservation(samples, lambda, steps));
  }
}
