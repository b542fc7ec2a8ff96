package io.github.diffusion4j.train.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The icons carry the labels that their names tell. */
class IconsTest {
  private static final Dataset ICONS = Icons.load(Icons.Style.SHADOWLESS);

  @Test
  void thereAreAllOfThemAndATenthIsHeldOut() {
    assertEquals(3570, ICONS.size());
    assertEquals(Shape.of(3, 16, 16), ICONS.shape());
    assertEquals(3233, ICONS.training().size());
    assertEquals(337, ICONS.heldOut().size());
    assertEquals("Yusuke Kamiyamane", ICONS.source().author());
  }

  @Test
  void bothDrawingsOfAnIconDifferInTheLabelOfTheShadowAlone() {
    Dataset both = Icons.loadBoth();
    int shadow = ICONS.labels().size();
    assertEquals(2 * 3570, both.size());
    assertEquals(2 * 3233, both.training().size());
    assertEquals(Icons.SHADOW, both.labels().get(shadow));
    Map<String, Example> plain = new HashMap<>();
    for (int i = 0; i < 3570; i++) {
      plain.put(both.example(i).name(), both.example(i));
      assertFalse(both.example(i).isOn(shadow));
    }
    int pairs = 0;
    for (int i = 3570; i < 7140; i++) {
      Example other = both.example(i);
      Example one = plain.getOrDefault(other.name(), other); // a few have other names
      pairs += one == other ? 0 : 1;
      assertEquals(labelsOf(one), labelsOf(other));
      assertTrue(other.isOn(shadow));
    }
    assertTrue(pairs > 3500, pairs + " pairs");
  }

  @Test
  void aCombinationThatIsLeftOutIsNowhere() {
    Dataset rest = ICONS.leavingOut(List.of(List.of("folder", "plus"), List.of("user", "minus")));
    assertEquals(3568, rest.size());
    assertEquals(List.of("folder", "plus"), rest.excludedCombinations().get(0));
    assertEquals(rest.excludedCombinations(), rest.training().excludedCombinations());
    for (int i = 0; i < rest.size(); i++) {
      List<String> on = labelsOf(rest.example(i));
      assertFalse(on.containsAll(List.of("folder", "plus")), on.toString());
      assertFalse(on.containsAll(List.of("user", "minus")), on.toString());
    }
  }

  @Test
  void whatIsNotThereCannotBeLeftOut() {
    refused(List.of("folder", "pluss"), "pluss");
    refused(List.of("folder", "user"), "no image has these labels");
  }

  private static void refused(List<String> combination, String told) {
    var e =
        assertThrows(IllegalArgumentException.class, () -> ICONS.leavingOut(List.of(combination)));
    assertTrue(e.toString().contains(told), e::toString);
  }

  @Test
  void badgesComeFirstAndNoLabelStandsTwice() {
    assertEquals(Icons.BADGES, ICONS.labels().subList(0, 5));
    assertEquals(ICONS.labels().size(), new HashSet<>(ICONS.labels()).size());
    assertTrue(ICONS.labels().containsAll(List.of("folder", "document", "arrow-object")));
    Map<String, Integer> counts = ICONS.labelCounts();
    assertEquals(198, counts.get("plus"));
    assertEquals(194, counts.get("pencil"));
    assertEquals(39, counts.get("folder"));
    assertEquals(122, counts.get("arrow-object"));
  }

  @Test
  void aNameTellsObjectAndBadge() {
    Map<String, List<String>> on = new HashMap<>();
    for (int i = 0; i < ICONS.size(); i++) {
      on.put(ICONS.example(i).name(), labelsOf(ICONS.example(i)));
    }
    assertEquals(List.of("plus", "folder"), on.get("folder--plus"));
    assertEquals(List.of("folder"), on.get("folder-open"));
    assertEquals(List.of("arrow-object"), on.get("arrow"));
    assertEquals(List.of("plus-object"), on.get("plus"));
    assertEquals(List.of("exclamation-object"), on.get("exclamation--frame"));
    assertEquals(List.of("arrow"), on.get("umbrella--arrow"));
  }

  @Test
  void aBadgeIsDrawnOverTheLowerPart() {
    Map<String, float[]> images = new HashMap<>();
    for (int i = 0; i < ICONS.size(); i++) {
      float[] image = new float[768];
      ICONS.example(i).copyImage(image, 0);
      images.put(ICONS.example(i).name(), image);
    }
    float[] plain = images.getOrDefault("folder", new float[0]);
    float[] badged = images.getOrDefault("folder--plus", new float[0]);
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      if (plain[i] != badged[i]) {
        changed.add(i);
      }
    }
    assertFalse(changed.isEmpty());
    assertTrue(changed.stream().allMatch(i -> i / 16 >= 8), changed.toString());
    assertEquals(1, plain[0]); // transparent is white
  }

  private static List<String> labelsOf(Example example) {
    List<String> on = new ArrayList<>();
    for (int k = 0; k < ICONS.labels().size(); k++) {
      if (example.isOn(k)) {
        on.add(ICONS.labels().get(k));
      }
    }
    return on;
  }
}
