package io.github.diffusion4j.samples.gpt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A prompt is drawn by its model, in the words of the model. */
class DrawTest {
  private static final String PROMPT = "Please draw a folder icon with a plus";

  @Test
  void theImageIsThatOfTheModelAlone() {
    try (DiffusionGpt gpt = shipped().build();
        DiffusionPipeline icons = DiffusionPipeline.load("icons16")) {
      Drawing drawing = gpt.draw(PROMPT, DrawTest::settings);
      assertEquals("icons16", drawing.answer().expert().name());
      assertEquals(new Wish.Labels(List.of("folder", "plus")), drawing.extended().wish());
      Samples alone = settings(icons.request().context(icons.context("folder", "plus"))).generate();
      assertArrayEquals(alone.values(0), drawing.samples().values(0));
      assertTrue(
          drawing.toString().contains("asked for       labels [folder, plus] (built-in)"),
          drawing.toString());
    }
  }

  @Test
  void aLanguageModelMayChooseLabels() {
    LanguageModel chat = question -> "{\"labels\": [\"Heart\", \"plus\", \"heart\"]}";
    try (LogLines log = LogLines.start();
        DiffusionGpt gpt = shipped().languageModel(chat).build()) {
      Drawing drawing = gpt.draw(PROMPT, DrawTest::settings);
      assertEquals(3, log.warnings().size()); // it chooses labels alone
      assertEquals(new Wish.Labels(List.of("heart", "plus")), drawing.extended().wish());
      assertEquals(Decider.LANGUAGE_MODEL, drawing.extended().by());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"labels\": \"folder\"}",
        "{\"labels\": []}",
        "{\"labels\": [\"../../etc/passwd\"]}",
        "{\"labels\": [\"folder\", \"dragon\"]}",
        "{\"labels\": [[\"folder\"]]}",
        "@/etc/passwd"
      })
  void labelsThatThereAreNotAreNotUsed(String reply) {
    try (LogLines log = LogLines.start();
        DiffusionGpt gpt = shipped().languageModel(question -> reply).build()) {
      Drawing drawing = gpt.draw(PROMPT, DrawTest::settings);
      assertEquals(new Wish.Labels(List.of("folder", "plus")), drawing.extended().wish());
      assertEquals(1, drawing.extended().fallbacks().size());
      assertTrue(log.warnings().get(log.warnings().size() - 1).contains("; labels: "));
    }
  }

  @Test
  void aModelThatIsNotThereIsToldOf() {
    Expert expert =
        new Expert(
            "gone",
            List.of("landscape"),
            List.of("photograph"),
            List.of(),
            "",
            ModelPlace.at(Path.of("no-such-folder")));
    try (DiffusionGpt gpt =
        DiffusionGpt.builder(List.of(expert)).encoder(TestEncoder::encode).build()) {
      Refusal.says("no-such-folder", () -> gpt.draw("a lake", DrawTest::settings));
    }
  }

  private static GenerationRequest settings(GenerationRequest request) {
    return request.seed(7).steps(2);
  }

  private static DiffusionGpt.Builder shipped() {
    return DiffusionGpt.builder(
            List.of(Experts.resource("experts/icons16"), Experts.resource("evaluation/landscapes")))
        .encoder(TestEncoder::encode);
  }
}
