package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ModelCard;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What images show.
 *
 * @param prompt in words
 * @param negativePrompt what they shall not show
 * @param labels by the model's labels
 */
record Subject(
    Optional<String> prompt, Optional<String> negativePrompt, Optional<List<String>> labels) {

  static Subject of(Fields fields) {
    Subject subject =
        new Subject(fields.text("prompt"), fields.text("negative_prompt"), fields.texts("labels"));
    if (subject.prompt.isPresent() && subject.labels.isPresent()) {
      throw ApiException.badField("labels", "prompt and labels: give one of them");
    }
    return subject;
  }

  boolean isEmpty() {
    return prompt.isEmpty() && labels.isEmpty();
  }

  /** Sets what is said; words and labels that the model does not know are refused. */
  void applyTo(GenerationRequest request, ModelCard card) {
    prompt.ifPresent(text -> refusing("prompt", () -> request.prompt(text)));
    negativePrompt.ifPresent(
        text -> refusing("negative_prompt", () -> request.negativePrompt(text)));
    labels.ifPresent(
        names ->
            refusing(
                "labels",
                () -> request.context(card.context().context(names.toArray(String[]::new)))));
  }

  private static void refusing(String field, Runnable setting) {
    try {
      setting.run();
    } catch (IllegalArgumentException e) {
      throw ApiException.badField(field, String.valueOf(e.getMessage()));
    }
  }

  void addTo(Map<String, Object> fields) {
    prompt.ifPresent(text -> fields.put("prompt", text));
    negativePrompt.ifPresent(text -> fields.put("negative_prompt", text));
    labels.ifPresent(names -> fields.put("labels", names));
  }
}
