package io.github.diffusion4j.train.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontTest {

  @Test
  void onTheFrontIsWhatNoOtherBeatsInBoth() {
    List<Scores> all =
        List.of(
            scores("slow and good", 9, 10),
            scores("slower and worse", 10, 20),
            scores("fast and bad", 1, 90),
            scores("as fast and worse", 1, 95),
            scores("between", 4, 50));
    assertEquals(
        List.of("fast and bad", "between", "slow and good"),
        Front.of(all).stream().map(Scores::name).toList());
  }

  private static Scores scores(String name, double milliseconds, double distance) {
    return new Scores(
        name,
        4,
        Map.of(
            Measure.MILLISECONDS,
            Estimate.exactly(milliseconds),
            Measure.TINY_FD,
            new Estimate(distance, distance - 1, distance + 1)));
  }
}
