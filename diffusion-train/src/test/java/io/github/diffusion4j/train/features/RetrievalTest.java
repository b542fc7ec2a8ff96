package io.github.diffusion4j.train.features;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetrievalTest {
  private static final List<float[]> POOL = texts(200);

  private static List<float[]> texts(int count) {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              double angle = random.nextDouble(2 * Math.PI);
              return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
            })
        .toList();
  }

  @Test
  void anImageThatIsItsTextFindsItAndOneThatIsItsOppositeDoesNot() {
    for (int i = 0; i < 20; i++) {
      float[] own = POOL.get(i);
      assertTrue(Retrieval.OF_50.finds(i, new float[] {3 * own[0], 3 * own[1]}, own, POOL));
      assertFalse(Retrieval.OF_50.finds(i, new float[] {-own[0], -own[1]}, own, POOL));
    }
  }

  /** One in as many as there are to choose from. */
  @Test
  void anImageOfAnythingFindsItByChance() {
    SplittableRandom random = new SplittableRandom(2);
    Retrieval ofTen = new Retrieval(10, 3);
    int found = 0;
    for (int i = 0; i < 5000; i++) {
      float[] seen = {(float) random.nextDouble(-1, 1), (float) random.nextDouble(-1, 1)};
      found += ofTen.finds(i, seen, POOL.get(i % POOL.size()), POOL) ? 1 : 0;
    }
    assertEquals(500, found, 90);
  }

  @Test
  void thereMustBeEnoughToChooseFrom() {
    String few =
        refusal(
            IllegalArgumentException.class,
            () -> Retrieval.OF_50.finds(0, POOL.get(0), POOL.get(0), POOL.subList(0, 49)));
    assertTrue(few.contains("48 other texts") && few.contains("at least 49"), few);
    refusal(IllegalArgumentException.class, () -> new Retrieval(1, 0));
  }
}
