package io.github.diffusion4j.train.network;

import org.jspecify.annotations.Nullable;

/**
 * A denoising network whose context is a {@link TextContext}.
 *
 * <p>Immutable and thread-safe: the weights belong to the interpreter.
 */
public interface TextNetwork extends Network {
  /**
   * The most tokens of a text.
   *
   * @return padding included, at least 1
   */
  int textTokens();

  /**
   * The width of their states.
   *
   * @return at least 1
   */
  int textWidth();

  /** Token states, mask and pooled state of a text. */
  @Override
  default int contextSize() {
    return TextContext.size(textTokens(), textWidth());
  }

  @Override
  default <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    return forward(ops, x, time, TextContext.of(ops, context, textTokens(), textWidth()));
  }

  /**
   * Runs the network.
   *
   * @param <T> a tensor of the interpreter
   * @param ops the interpreter
   * @param x noisy samples, n x {@link #shape()}
   * @param time n x 1, t / T in (0, 1]
   * @param text what they show; all zeros for no text
   * @return what the network was trained to tell, n x {@link #shape()}
   */
  <T> T forward(Ops<T> ops, T x, T time, TextContext<T> text);
}
