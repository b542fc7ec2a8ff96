package io.github.diffusion4j.samples.gpt;

import static java.util.Comparator.comparingDouble;

import com.google.common.base.Splitter;
import io.github.diffusion4j.model.ContextSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says a subject in the words of the chosen model, DiffusionGPT (2401.10061), section 3.4. */
final class PromptExtension {
  private static final int LONGEST = 300;
  private static final Splitter PARTS = Splitter.on(',').trimResults().omitEmptyStrings();

  private final Similarity similarity;

  PromptExtension(Similarity similarity) {
    this.similarity = similarity;
  }

  ExtendedPrompt extend(Answer answer, ContextSpec context, Conversation talk) {
    if (context.isEmpty()) {
      return extended(new Wish.Unconditional(), Optional.empty(), talk);
    }
    return context.labels().isEmpty() ? text(answer, talk) : labels(answer, context, talk);
  }

  private ExtendedPrompt labels(Answer answer, ContextSpec context, Conversation talk) {
    String subject = answer.parsed().subject();
    List<String> labels = context.labels();
    Optional<List<String>> told =
        talk.ask(
            "labels",
            Questions.label(subject, labels),
            reply ->
                reply.texts("labels", LONGEST).stream()
                    .map(label -> Reply.oneOf(labels, "labels", label))
                    .distinct()
                    .toList());
    List<String> found =
        told.orElseGet(
            () -> new LabelFinder(similarity).in(subject, answer.expert().subjects(), labels));
    return extended(new Wish.Labels(found), told, talk);
  }

  private static ExtendedPrompt extended(Wish wish, Optional<?> told, Conversation talk) {
    return new ExtendedPrompt(
        wish, told.isPresent() ? Decider.LANGUAGE_MODEL : Decider.BUILT_IN, talk.fallbacks());
  }

  private ExtendedPrompt text(Answer answer, Conversation talk) {
    Expert expert = answer.expert();
    String subject = answer.parsed().subject();
    Optional<String> told =
        talk.ask(
            "extension",
            Questions.extend(subject, answer.choice().style(), expert.examples()),
            reply -> reply.text("prompt", LONGEST));
    String prompt = told.orElseGet(() -> byExample(subject, answer.choice().style(), expert));
    String called = contains(prompt, expert.trigger()) ? prompt : expert.trigger() + ", " + prompt;
    return extended(new Wish.Text(called), told, talk);
  }

  /**
   * The subject, and what the nearest example says behind its first comma. Examples of the style
   * come first.
   */
  private String byExample(String subject, String style, Expert expert) {
    Comparator<String> nearest = comparingDouble(example -> similarity.between(subject, example));
    Optional<String> example =
        expert.examples().stream()
            .max(
                Comparator.comparing((String text) -> contains(text, style))
                    .thenComparing(nearest));
    StringBuilder prompt = new StringBuilder(subject);
    for (String part :
        example.map(PARTS::splitToList).orElse(List.of()).stream().skip(1).toList()) {
      if (!contains(subject, part)) {
        prompt.append(", ").append(part);
      }
    }
    return prompt.toString();
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
