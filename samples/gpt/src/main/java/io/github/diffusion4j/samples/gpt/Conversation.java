package io.github.diffusion4j.samples.gpt;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The questions of one prompt to the language model, if there is one. What it does not answer as it
 * is asked to is answered by the built-in way, and logged.
 */
final class Conversation {
  private static final System.Logger LOG = System.getLogger("io.github.diffusion4j.samples.gpt");

  private final Optional<LanguageModel> model;
  private final List<String> fallbacks = new ArrayList<>();

  Conversation(Optional<LanguageModel> model) {
    this.model = model;
  }

  /**
   * Asks, if there is a model.
   *
   * @param step what the question is about, for the log
   * @param question that asks for a JSON object
   * @param read takes the answer from the object, or refuses it
   * @return empty without a model or a usable answer
   */
  <T> Optional<T> ask(String step, String question, Function<Reply, T> read) {
    if (model.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read.apply(Reply.of(model.get().reply(question))));
    } catch (RuntimeException e) { // a service that fails is no reason to draw nothing
      String reason =
          e instanceof IllegalArgumentException ? e.getMessage() : "the model failed: " + e;
      String fallback = Reply.line(step + ": " + reason);
      fallbacks.add(fallback);
      LOG.log(
          Level.WARNING,
          () -> "the language model's reply is not used, the built-in way is; " + fallback);
      return Optional.empty();
    }
  }

  boolean hasModel() {
    return model.isPresent();
  }

  /** What was not used, and why. */
  List<String> fallbacks() {
    return List.copyOf(fallbacks);
  }
}
