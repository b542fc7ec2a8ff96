package io.github.diffusion4j.samples.emoji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.HeldOut;
import io.github.diffusion4j.train.data.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a model of emoji is asked. */
class EmojiQuestionsTest {
  private static final Dataset IMAGES = images(0, 200);

  private static Dataset images(int from, int to) {
    List<Example> examples = new ArrayList<>();
    Style[] styles = Style.values();
    for (int i = from; i < to; i++) {
      for (int k = 0; k < styles.length; k++) {
        float[] labels = new float[styles.length];
        labels[k] = 1;
        String caption = "thing " + i + ", " + styles[k].words();
        examples.add(new Example("thing-" + i, new float[3], labels, List.of(caption, "another")));
      }
    }
    return Dataset.of(
        Shape.of(3, 1, 1),
        Arrays.stream(Style.values()).map(Style::folder).toList(),
        Source.unattributed("things"),
        examples,
        List.of());
  }

  private static boolean isHeldOut(String caption) {
    return HeldOut.contains(caption.substring(0, caption.indexOf(',')).replace(' ', '-'));
  }

  @Test
  void captionsAreThoseOfTheirPartWithTheirStyle() {
    EmojiQuestions trained = EmojiQuestions.trained(IMAGES, 60);
    EmojiQuestions heldOut = EmojiQuestions.heldOut(IMAGES, 60);
    assertEquals(60, new HashSet<>(trained.captions()).size());
    assertEquals(60, new HashSet<>(heldOut.captions()).size());
    assertTrue(trained.captions().stream().noneMatch(EmojiQuestionsTest::isHeldOut));
    assertTrue(heldOut.captions().stream().allMatch(EmojiQuestionsTest::isHeldOut));
    for (EmojiQuestions questions : List.of(trained, heldOut, EmojiQuestions.unheard(IMAGES))) {
      for (int i = 0; i < questions.captions().size(); i++) {
        String style = questions.styles().get(i).replace('-', ' ');
        assertTrue(questions.captions().get(i).endsWith(", " + style + " style"));
      }
    }
  }

  @Test
  void whatNoEmojiShowsIsAskedInAllStyles() {
    EmojiQuestions unheard = EmojiQuestions.unheard(IMAGES);
    assertEquals(20, new HashSet<>(unheard.captions()).size());
    assertEquals(Style.values().length, new HashSet<>(unheard.styles()).size());
  }

  @Test
  void pairsAreToldFromWhatWasTrainedOn() {
    Dataset pairs = images(1000, 1002);
    EmojiQuestions questions = EmojiQuestions.leftOut(pairs, IMAGES);
    assertEquals(12, questions.captions().size());
    Stream<String> others = questions.others().stream().map(EmojiQuestions.Captioned::text);
    assertFalse(others.anyMatch(questions.captions()::contains));
  }
}
