package io.github.diffusion4j.model;

/**
 * Makes the context of a prompt: what a network is conditioned on. A lambda is one, too.
 *
 * <p>Implementations are thread-safe, and equal prompts get equal contexts.
 */
@FunctionalInterface
public interface TextEncoder extends AutoCloseable {

  /**
   * Encodes a prompt.
   *
   * @param prompt any text, the empty one included
   * @return the roles of the model's card that depend on the text, such as the states of its tokens
   * @throws IllegalStateException if the encoder is closed, or gives NaN or infinity
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  ContextVector encode(String prompt);

  /** Frees what the runtime holds. Closing twice is harmless. */
  @Override
  default void close() {}
}
