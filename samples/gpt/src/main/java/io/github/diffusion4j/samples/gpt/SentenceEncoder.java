package io.github.diffusion4j.samples.gpt;

/**
 * Texts as vectors: those that mean the same point the same way. An {@code EmbeddingModel} of
 * LangChain4j is one: {@code text -> model.embed(text).content().vector()}.
 */
@FunctionalInterface
public interface SentenceEncoder {
  /**
   * The vector of a text.
   *
   * @param text not blank
   * @return of the same length for every text
   */
  float[] encode(String text);
}
