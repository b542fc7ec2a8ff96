package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Names of labels are names of folders: whatever a card is given, it carries or refuses. */
class LabelsTest {

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings()
        .withChars(",\\u \t\n\u00a0\u2003=#0041ab\u00e4\ud83d\ude00")
        .ofMinLength(1)
        .ofMaxLength(6)
        .filter(name -> !LabelText.trimmed(name).isEmpty())
        .list()
        .ofMaxSize(4)
        .uniqueElements(LabelText::trimmed);
  }

  @Property
  void aCardCarriesEveryName(@ForAll("names") List<String> names) {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("diffusion.shape", "3x16x16");
    metadata.put("diffusion.schedule", "cosine");
    metadata.put("diffusion.schedule.steps", "100");
    metadata.put("diffusion.prediction", "v");
    metadata.put("diffusion.time", "fraction");
    metadata.put("diffusion.labels", ContextSpec.labels(names).labelsText());
    ModelCard card = ModelCard.of("m.onnx", ModelCard.ofMetadata(metadata));
    assertEquals(names, card.context().labels());
  }

  @Example
  void aTextOfPlainNamesIsAsBefore() {
    assertEquals("cat,dog", ContextSpec.labels(List.of("cat", "dog")).labelsText());
    assertEquals(List.of("cat", "big dog"), ContextSpec.parseLabels(" cat , big dog "));
    assertEquals(List.of(), ContextSpec.parseLabels(" "));
    assertEquals(
        "cat\\, small,cat\\u0020", ContextSpec.labels(List.of("cat, small", "cat ")).labelsText());
  }

  @Example
  void namesThatNobodyTellsApartAreRefused() {
    for (List<String> names :
        List.of(
            List.of("cat", "cat"),
            List.of("cat ", "cat"),
            List.of("cat", "\u00a0cat\t"),
            List.of("cat", " "),
            List.of("", "cat"))) {
      assertThrows(
          IllegalArgumentException.class, () -> ContextSpec.labels(names), names::toString);
    }
    for (String text : List.of("cat,,dog", "cat,", ",", "a\\b", "cat\\", "\\u00", "\\u+123")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ContextSpec.labels(ContextSpec.parseLabels(text)),
          text);
    }
  }

  @Example
  void theMessageNamesBoth() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ContextSpec.labels(List.of("cat ", "dog", "cat")));
    assertTrue(String.valueOf(e.getMessage()).contains("'cat' may appear only once"), e::toString);
  }
}
