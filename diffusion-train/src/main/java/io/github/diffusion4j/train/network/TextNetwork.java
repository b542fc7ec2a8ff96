package io.github.diffusion4j.train.network;

/** A network whose context is a {@link TextContext}. */
interface TextNetwork extends Network {
  /** The most tokens of a text. */
  int textTokens();

  /** Width of their states. */
  int textWidth();

  /** Token states, mask and pooled state of a text. */
  @Override
  default int contextSize() {
    return TextContext.size(textTokens(), textWidth());
  }
}
