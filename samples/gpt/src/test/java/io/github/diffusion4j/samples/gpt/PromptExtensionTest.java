package io.github.diffusion4j.samples.gpt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.model.ContextSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A subject is said as the model's examples say theirs. */
class PromptExtensionTest {
  private static final ContextSpec TEXT = ContextSpec.values(4);
  private static final ContextSpec ICONS =
      ContextSpec.labels(
          List.of(
              "arrow", "plus", "folder", "document", "user", "user-interface", "smiley", "mail"));

  private final PromptExtension extension = new PromptExtension(Similarity.of(TestEncoder::encode));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Draw an emoji of a crying face             | an emoji of a crying face, noto style
          slice of pizza, twemoji style              | slice of pizza, twemoji style
          a laughing dog emoji, drawn by fxemoji     | a laughing dog emoji, drawn by fxemoji, fxemoji style
          Draw the company mascot with a laptop      | sks fox, the company mascot with a laptop, twemoji style
          sks fox sleeping                           | sks fox sleeping, twemoji style
          """)
  void aTextIsExtendedByTheNearestExampleOfItsStyle(String prompt, String extended) {
    assertEquals(new Wish.Text(extended), extend(prompt, TEXT, Optional.empty()).wish());
  }

  @Test
  void aLanguageModelExtendsAndTheTriggerIsKept() {
    ExtendedPrompt extended =
        extend(
            "our mascot waving hello",
            TEXT,
            Optional.of(question -> "{\"prompt\": \"a fox that waves, twemoji style\"}"));
    assertEquals(new Wish.Text("sks fox, a fox that waves, twemoji style"), extended.wish());
    assertEquals(Decider.LANGUAGE_MODEL, extended.by());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"prompt\": \"\"}", "{\"prompt\": \"a\\nb\"}", "{\"prompt\": 7}", "fox"})
  void whatALanguageModelSaysWrongIsNotUsed(String reply) {
    try (LogLines log = LogLines.start()) {
      ExtendedPrompt extended = extend("sks fox sleeping", TEXT, Optional.of(question -> reply));
      assertEquals(new Wish.Text("sks fox sleeping, twemoji style"), extended.wish());
      assertEquals(Decider.BUILT_IN, extended.by());
      assertEquals(1, log.warnings().size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          folder icon with a plus                          | folder, plus
          two documents for the user interface of the user | document, user
          an envelope                                      | mail
          Draw a toolbar icon of smileys                   | smiley
          """)
  void labelsAreThoseInTheTextOrTheNearest(String prompt, String labels) {
    assertEquals(
        new Wish.Labels(List.of(labels.split(", ", -1))),
        extend(prompt, ICONS, Optional.empty()).wish());
  }

  @Test
  void whatNoLabelSaysIsNotSaidByAnother() {
    assertEquals(
        new Wish.Labels(List.of()), extend("a dragon icon", ICONS, Optional.empty()).wish());
  }

  @Test
  void aModelThatTakesNothingIsAskedForNothing() {
    ExtendedPrompt extended =
        extend("a lake", ContextSpec.values(0), Optional.of(question -> "{}"));
    assertEquals(new Wish.Unconditional(), extended.wish());
  }

  private ExtendedPrompt extend(String prompt, ContextSpec context, Optional<LanguageModel> model) {
    try (DiffusionGpt gpt = TestEncoder.system().build()) {
      return extension.extend(gpt.route(prompt), context, new Conversation(model));
    }
  }
}
