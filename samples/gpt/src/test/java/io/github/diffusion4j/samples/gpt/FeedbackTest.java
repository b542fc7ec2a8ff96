package io.github.diffusion4j.samples.gpt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say of a choice decides the next one like it. */
class FeedbackTest {
  private static final String CASTLE = "a castle on a hill above a river";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("feedback.db");
  }

  @Test
  void plantedFeedbackFlipsTheChoiceForPromptsLikeIt() {
    String first = chosen(CASTLE);
    String other = first.equals("landscapes") ? "oil-paintings" : "landscapes";
    rate(CASTLE, first, 1);
    rate(CASTLE, other, 5);
    assertEquals(other, chosen(CASTLE));
    assertEquals(other, chosen("a castle on a hill over a river"));
    try (DiffusionGpt gpt = system()) {
      Answer answer = gpt.route(CASTLE);
      assertTrue(
          answer.why().contains("but feedback on '" + CASTLE + "' speaks for " + other),
          answer.why());
    }
  }

  @Test
  void promptsThatAreNotAlikeAreNotTouched() {
    for (int i = 0; i < 10; i++) {
      rate(CASTLE, "emoji64", 5);
    }
    assertEquals("emoji64", chosen(CASTLE));
    assertEquals("icons16", chosen("a toolbar icon of a printer"));
    assertEquals("landscapes", chosen("wide desert dunes under a cloudy sky"));
  }

  @Test
  void feedbackFlipsWhatALanguageModelChose() {
    ScriptedChatModel chat = new ScriptedChatModel(reply -> reply);
    String prompt = "Paint a castle on a hill in oil on canvas";
    try (DiffusionGpt gpt = TestEncoder.system().languageModel(chat::chat).feedback(file).build()) {
      assertEquals("oil-paintings", gpt.route(prompt).expert().name());
      gpt.rate(prompt, "oil-paintings", 1);
      gpt.rate(prompt, "landscapes", 5);
      assertEquals("landscapes", gpt.route(prompt).expert().name());
    }
  }

  @Test
  void aMiddlingRatingSaysNothing() {
    String first = chosen(CASTLE);
    for (int i = 0; i < 10; i++) {
      rate(CASTLE, "emoji64", 3);
    }
    assertEquals(first, chosen(CASTLE));
  }

  @Test
  void textsAreKeptAsTheyAre() {
    String hostile = "a castle'); drop table score; --";
    rate(hostile, "landscapes", 5);
    rate(hostile, "landscapes", 5);
    try (DiffusionGpt gpt = system()) {
      assertTrue(gpt.route(hostile).ratedPrompts().contains(hostile));
    }
  }

  @Test
  void wrongRatingsAreRefused() {
    assertRefused("no expert 'dalle'; there are [icons16, ", CASTLE, "dalle", 5);
    assertRefused("6 stars: give 1, bad, to 5, good", CASTLE, "icons16", 6);
    assertRefused("0 stars: give 1, bad, to 5, good", CASTLE, "icons16", 0);
    assertRefused("a prompt of 1 characters", " ", "icons16", 5);
    try (DiffusionGpt gpt = TestEncoder.system().build()) {
      assertThrows(IllegalStateException.class, () -> gpt.rate(CASTLE, "icons16", 5));
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(
        file, "not a database, but a text that is long enough to be looked at".repeat(20));
    Refusal.says(file + " cannot be used as a database of feedback (", this::system);
    Path nowhere = folder.resolve("no/feedback.db");
    Refusal.says("there is no folder", TestEncoder.system().feedback(nowhere)::build);
  }

  private void assertRefused(String expected, String prompt, String expert, int stars) {
    try (DiffusionGpt gpt = system()) {
      Refusal.says(expected, () -> gpt.rate(prompt, expert, stars));
    }
  }

  private DiffusionGpt system() {
    return TestEncoder.system().feedback(file).build();
  }

  private String chosen(String prompt) {
    try (DiffusionGpt gpt = system()) {
      return gpt.route(prompt).expert().name();
    }
  }

  private void rate(String prompt, String expert, int stars) {
    try (DiffusionGpt gpt = system()) {
      gpt.rate(prompt, expert, stars);
    }
  }
}
