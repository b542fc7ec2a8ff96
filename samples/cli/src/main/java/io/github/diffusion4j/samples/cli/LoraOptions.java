package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.network.Lora;
import io.github.diffusion4j.train.network.Network;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Factors that are trained in place of the weights. */
final class LoraOptions {
  private static final String RANK = "--lora";
  private static final String ALPHA = "--lora-alpha";
  private static final String TARGETS = "--lora-targets";

  @Option(
      names = RANK,
      paramLabel = "RANK",
      description = {
        "Train factors of this rank beside the weights, and leave the weights as they are;",
        "4 to 16 is usual. Default: train the weights."
      })
  private @Nullable Integer rank;

  @Option(
      names = ALPHA,
      paramLabel = "ALPHA",
      description = "The product of the factors is multiplied by ALPHA / RANK. Default: RANK.")
  private @Nullable Double alpha;

  @Option(
      names = TARGETS,
      split = ",",
      paramLabel = "REGEX",
      description = {
        "Which layers get factors, by their whole names, such as block\\d+/self/.*",
        "Default: attention and pointwise layers of a transformer; linear maps and 1x1",
        "convolutions of other networks."
      })
  private List<String> targets = List.of();

  Optional<Lora> on(Network network) {
    if (rank == null) {
      if (alpha != null || !targets.isEmpty()) {
        throw new IllegalArgumentException(
            "%s without %s: these are settings of factors; give their rank, such as %s 8"
                .formatted(alpha != null ? ALPHA : TARGETS, RANK, RANK));
      }
      return Optional.empty();
    }
    Lora usual = Lora.of(rank, network);
    Lora lora =
        new Lora(
            rank,
            alpha == null ? usual.alpha() : alpha,
            targets.isEmpty() ? usual.targets() : targets);
    lora.on(network); // refuses targets that match nothing
    return Optional.of(lora);
  }
}
