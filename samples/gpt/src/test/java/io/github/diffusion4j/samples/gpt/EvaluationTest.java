package io.github.diffusion4j.samples.gpt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.Resources;
import io.github.diffusion4j.samples.gpt.Evaluation.Result;
import io.github.diffusion4j.samples.gpt.Evaluation.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of forty prompts, nine in ten find the model that draws them. */
class EvaluationTest {

  @Test
  void fortyPromptsFindTheirModelWithoutALanguageModel() {
    assertEquals(40, Evaluation.tasks().size());
    Evaluation evaluation = evaluate(Evaluation.tasks());
    assertNineInTen(evaluation);
    for (Result result : evaluation.results()) {
      assertTrue(result.answer().languageModel().startsWith("none was used"));
      assertTrue(result.answer().toString().contains("language model  none was used"));
    }
  }

  /** The constants were chosen on those of {@code tuning}, before those of {@code unseen}. */
  @ParameterizedTest
  @ValueSource(strings = {"tuning", "unseen"})
  void soDoOtherPrompts(String file) {
    assertNineInTen(
        evaluate(Evaluation.tasks(Resources.getResource(EvaluationTest.class, file + ".tsv"))));
  }

  @Test
  void anAnswerShowsParseTreeChoiceAndWhy() {
    try (DiffusionGpt gpt = TestEncoder.system().build()) {
      String prompt = "If I owned a gallery, I would hang an oil painting of a stormy sea";
      Answer answer = gpt.route(prompt);
      String text = answer.toString();
      for (String part :
          List.of(
              "prompt          " + prompt,
              "parse           hypothesis: 'a gallery and an oil painting of a stormy sea'",
              "tree            subject",
              "> painting",
              "landscape",
              "style of 'painting'",
              "choice          oil-paintings",
              "why             its subject 'painting' and style 'oil painting' match best")) {
        assertTrue(text.contains(part), part + " in\n" + text);
      }
    }
  }

  @Test
  void anAnswerSaysWhereNoModelIsNear() {
    try (DiffusionGpt gpt =
        DiffusionGpt.builder(List.of(Experts.resource("experts/icons16")))
            .encoder(TestEncoder::encode)
            .build()) {
      String far = gpt.route("a mountain lake at dawn").why();
      assertTrue(far.contains(", though no model is near"), far);
      String near = gpt.route("a toolbar icon of a printer").why();
      assertFalse(near.contains("though"), near);
    }
  }

  /** A terminal would do as it is told. */
  @Test
  void anAnswerShowsNoControlCharacters() {
    try (DiffusionGpt gpt = TestEncoder.system().build()) {
      String text =
          gpt.route("a beach\u001b[2J\rat\u0007 sunset\nchoice          icons16").toString();
      assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' '), text);
      assertEquals(1, text.lines().filter(line -> line.startsWith("choice")).count(), text);
    }
  }

  private static Evaluation evaluate(List<Task> tasks) {
    try (DiffusionGpt gpt = TestEncoder.system().build()) {
      return Evaluation.of(gpt, tasks);
    }
  }

  private static void assertNineInTen(Evaluation evaluation) {
    double all = evaluation.results().size();
    List<Result> wrong = evaluation.results().stream().filter(r -> !r.isRouted()).toList();
    assertTrue(evaluation.routed() >= 0.9 * all, () -> "routed wrong: " + wrong);
    assertTrue(evaluation.parsed() >= 0.9 * all, () -> evaluation.parsed() + " forms right");
  }
}
