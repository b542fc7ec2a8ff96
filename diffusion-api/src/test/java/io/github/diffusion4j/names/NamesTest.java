package io.github.diffusion4j.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.sampler.Catalogue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "ddmi, ddim",
    "DDIM, ddim",
    "ddim ,ddim",
    "dim, ddim",
    "unpic, unipc",
    "euler-ancestal, euler-ancestral",
    "dpm-solver+, dpm-solver",
    "dpmsolver++, dpm-solver++",
    "kdmp2, kdpm2",
  })
  void theNearestNameIsFound(String given, String meant) {
    assertEquals(Optional.of(meant), Names.nearest(given, Catalogue.names()));
  }

  @ParameterizedTest
  @CsvSource({"''", "x", "nosuch", "stable-diffusion", "--"})
  void nothingIsGuessedFromAfar(String given) {
    assertEquals(Optional.empty(), Names.nearest(given, Catalogue.names()));
  }

  @Test
  void everyNameIsNearestToItselfEvenWithALetterMore() {
    for (String name : Catalogue.names()) {
      assertEquals(Optional.of(name), Names.nearest(name, Catalogue.names()));
    }
    assertEquals(Optional.of("folder"), Names.nearest("folderr", List.of("plus", "folder")));
  }

  @Test
  void aMessageListsTheNamesAndAsks() {
    assertEquals("[a1b, c2d]; did you mean a1b?", Names.listed("a2b", List.of("a1b", "c2d")));
    assertEquals("[a1b]", Names.listed("zzz", List.of("a1b")));
  }

  @Test
  void aLongTextIsNotCompared() {
    assertEquals(Optional.empty(), Names.nearest("x".repeat(1_000_000), Catalogue.names()));
  }
}
