package io.github.diffusion4j.train.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Which of many sets of images are worth a look. */
final class Front {
  private Front() {}

  /** Those that no other beats in both time and tiny-FD, the fastest first. */
  static List<Scores> of(List<Scores> scores) {
    List<Scores> fastestFirst = new ArrayList<>(timed(scores));
    fastestFirst.sort(Comparator.comparingDouble(s -> s.get(Measure.MILLISECONDS).value()));
    List<Scores> front = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (Scores s : fastestFirst) {
      double distance = s.get(Measure.TINY_FD).value();
      if (distance < best) {
        best = distance;
        front.add(s);
      }
    }
    return Collections.unmodifiableList(front);
  }

  /** Sets of which both time and tiny-FD are known. */
  static List<Scores> timed(List<Scores> scores) {
    return having(having(scores, Measure.MILLISECONDS), Measure.TINY_FD);
  }

  /** Sets of which a measure is known. */
  static List<Scores> having(List<Scores> scores, Measure measure) {
    return scores.stream().filter(s -> s.measures().containsKey(measure)).toList();
  }
}
