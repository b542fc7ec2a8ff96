package io.github.diffusion4j.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MersenneTwisterTest {

  /** ISO C++ 2011, 26.5.5: "the 10000th consecutive invocation produces 4123659995". */
  @Example
  void givesTheKnownAnswer() {
    MersenneTwister twister = MersenneTwister.ofSeed(5489);
    assertEquals(3499211612L, Integer.toUnsignedLong(twister.nextInt()));
    twister.skip(9998);
    assertEquals(4123659995L, Integer.toUnsignedLong(twister.nextInt()));
  }

  @Property(tries = 200)
  void skippingIsDrawingWithoutLooking(
      @ForAll int seed,
      @ForAll @IntRange(max = 1300) int before,
      @ForAll @IntRange(max = 2000) int words) {
    MersenneTwister drawn = MersenneTwister.ofSeed(seed);
    for (int i = 0; i < before; i++) {
      drawn.nextInt();
    }
    MersenneTwister skipped = drawn.copy();
    for (int i = 0; i < words; i++) {
      drawn.nextInt();
    }
    skipped.skip(words);
    assertEquals(drawn.nextInt(), skipped.nextInt());
  }
}
