package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever has images of a size that no network takes is told one that is taken. */
class SizeCheckTest {

  @ParameterizedTest
  @CsvSource({
    "50,50,52x52",
    "480,640,48x64",
    "1,2,4x4",
    "66,64,64x64",
    "17,16,16x16",
    "3000,4,64x4"
  })
  void theCureIsNamedAndCures(int height, int width, String cure) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> SizeCheck.check(Shape.of(3, height, width)));
    assertTrue(e.toString().endsWith("--resize " + cure), e::toString);
    String[] sides = cure.split("x", -1);
    assertDoesNotThrow(
        () -> SizeCheck.check(Shape.of(3, Integer.parseInt(sides[0]), Integer.parseInt(sides[1]))));
  }
}
