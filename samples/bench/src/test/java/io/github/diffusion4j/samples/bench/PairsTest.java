package io.github.diffusion4j.samples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.samples.bench.Pairs.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {

  @Test
  void tellsMediansOfThePairsAndNotOfTheirSides() {
    Pairs pairs =
        new Pairs(
            List.of(
                new Pair(2_000, 1_000),
                new Pair(9_000, 3_000),
                new Pair(40_000, 10_000),
                new Pair(25_000, 5_000),
                new Pair(1_000, 1_000)));
    assertEquals(3, pairs.ratio()); // of 1, 2, 3, 4 and 5
    assertEquals("2.000 to 4.000", pairs.spread());
    assertEquals(9, pairs.first());
    assertEquals(3, pairs.second());
    assertEquals(6, pairs.difference()); // of 0, 1, 6, 20 and 30
  }

  @Test
  void theTwoWorkInTurnAndTheFirstRoundsDoNotCount() {
    List<Integer> calls = new ArrayList<>();
    Pairs pairs = Pairs.inTurn(() -> calls.add(1), () -> calls.add(2), Duration.ofNanos(1));
    assertTrue(pairs.all().size() < calls.size() / 2);
    for (int i = 0; i < calls.size(); i++) {
      assertEquals(1 + i % 2, calls.get(i));
    }
  }

  @Test
  void longPairsAreTakenOftenEnoughForAMedian() {
    assertEquals(15, Pairs.of(() -> new Pair(1, 1), Duration.ZERO).all().size());
  }
}
