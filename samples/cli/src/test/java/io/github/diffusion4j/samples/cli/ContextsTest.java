package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextsTest {

  @Test
  void aClassIsItsNumberOrItsLabel() {
    ContextSpec fish = classes("tench, Tinca tinca", "goldfish", "7");
    assertEquals(index(0), Contexts.one("tench, Tinca tinca", fish));
    assertEquals(index(1), Contexts.one("1", fish));
    assertEquals(index(2), Contexts.one("7", fish));
    assertEquals(index(207), Contexts.one(" 207 ", classes()));
    assertTrue(Contexts.one("", fish).isUnconditional());
  }

  @Test
  void aClassThatIsNoneIsRefused() {
    assertRefused("the number of a class, such as 207", "cat", classes());
    assertRefused("did you mean goldfish?", "goldfisch", classes("tench", "goldfish"));
    assertRefused("the number of a class", "-1", classes());
  }

  private static void assertRefused(String why, String argument, ContextSpec spec) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Contexts.one(argument, spec));
    assertTrue(e.toString().contains(why), e::toString);
  }

  private static ContextSpec classes(String... labels) {
    ContextRole role = ContextRole.of(ContextSpec.CLASS, Kind.INDEX, Shape.of(1));
    return ContextSpec.of(List.of(role.unconditional(1000)), List.of(labels));
  }

  private static ContextVector index(int number) {
    return ContextVector.of(ContextSpec.CLASS, ContextTensor.index(number));
  }
}
