package io.github.diffusion4j.train.network;

/**
 * A denoising network that is told a text. Its context is the row of one text: token states
 * [tokens, width], a mask [tokens] and a pooled state [width], one after the other; all zero for no
 * text.
 *
 * <p>Immutable and thread-safe: the weights belong to the interpreter.
 */
public interface TextNetwork extends Network {

  /**
   * What a text encoder makes of a text.
   *
   * @param <T> a tensor of the interpreter
   * @param states of the tokens, n x tokens x width
   * @param mask n x tokens, 1 where there is a token and 0 for padding
   * @param pooled the state of the whole text, n x width
   */
  record Text<T>(T states, T mask, T pooled) {}

  /**
   * The tokens of a text.
   *
   * @return padding included, at least 1
   */
  int textTokens();

  /**
   * The width of a state.
   *
   * @return at least 1
   */
  int textWidth();

  /**
   * Runs the network.
   *
   * @param <T> a tensor of the interpreter
   * @param ops the interpreter
   * @param x noisy samples, n x {@link #shape()}
   * @param time n x 1, t / T in (0, 1]
   * @param text to attend to
   * @return what the network was trained to tell, n x {@link #shape()}
   */
  <T> T forward(Ops<T> ops, T x, T time, Text<T> text);
}
