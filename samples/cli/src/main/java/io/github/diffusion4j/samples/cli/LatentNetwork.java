package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.latent.LatentData;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options for a network that draws latents from captions. */
final class LatentNetwork {
  /** The networks there are. */
  enum Kind {
    DIT,
    IN_CONTEXT_DIT,
    CROSS_ATTENTION_UNET;

    /** As it is written in a command. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Kind kind = Kind.DIT;

  @Option(
      names = "--patch",
      paramLabel = "N",
      description = "Side of a token of the transformer, 1 or 2. Default: ${DEFAULT-VALUE}.")
  private int patch = 2;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description =
          "Of a token, or of the UNet at full resolution; a multiple of 32. Default: ${DEFAULT-VALUE}.")
  private int channels = 256;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description =
          "Blocks of the transformer, or of the UNet per resolution. Default: ${DEFAULT-VALUE}.")
  private int depth = 8;

  Network of(LatentData data) {
    int tokens = data.tokens().length();
    int width = data.tokens().width();
    return switch (kind) {
      case DIT -> Networks.dit(data.shape(), tokens, width, patch, channels, depth);
      case IN_CONTEXT_DIT ->
          Networks.inContextDit(data.shape(), tokens, width, patch, channels, depth);
      case CROSS_ATTENTION_UNET ->
          Networks.crossAttentionUnet(data.shape(), tokens, width, channels, depth);
    };
  }
}
