package io.github.diffusion4j.samples.gpt;

/**
 * A language model: text in, text out. Any {@code ChatModel} of LangChain4j is one: {@code
 * chatModel::chat}. Its replies are looked up in lists or bounded in length, and used for nothing
 * else.
 */
@FunctionalInterface
public interface LanguageModel {
  /**
   * Replies to a question.
   *
   * @param question with everything that the reply needs; there is no memory
   * @return the reply; what is not as the question asks is not used
   */
  String reply(String question);
}
