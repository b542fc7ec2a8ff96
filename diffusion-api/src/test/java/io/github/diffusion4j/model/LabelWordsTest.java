package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A text asks for the labels that its words name. */
class LabelWordsTest {
  private static final ContextSpec LABELS =
      ContextSpec.labels(
          List.of("arrow", "arrow-object", "folder", "Golden retriever", "on", "plus"));

  @Test
  void wordsAreLabels() {
    assertEquals(LABELS.context("folder", "plus"), LABELS.contextOfWords("A Folder, with a plus!"));
  }

  @Test
  void theLongestLabelIsFound() {
    assertEquals(LABELS.context("arrow-object"), LABELS.contextOfWords("an arrow object"));
    assertEquals(LABELS.context("arrow-object"), LABELS.contextOfWords("arrow-object"));
    assertEquals(LABELS.context("arrow", "folder"), LABELS.contextOfWords("arrow and folder"));
    assertEquals(
        LABELS.context("Golden retriever"), LABELS.contextOfWords("the golden  RETRIEVER"));
  }

  @Test
  void aLabelIsNotPassedOver() {
    assertEquals(LABELS.context("folder", "on"), LABELS.contextOfWords("a folder on"));
  }

  @Test
  void noWordsAskForNothing() {
    assertEquals(ContextVector.unconditional(), LABELS.contextOfWords(""));
    assertEquals(ContextVector.unconditional(), LABELS.contextOfWords("an icon of the ..."));
  }

  @Test
  void aWordThatIsNoLabelIsNamedWithThoseThereAre() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> LABELS.contextOfWords("a castle with a plus"));
    assertTrue(e.toString().contains("'castle'"), e.toString());
    assertTrue(e.toString().contains("Golden retriever"), e.toString());
  }
}
