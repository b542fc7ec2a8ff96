package io.github.diffusion4j.samples.soak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what happened. Thread-safe. */
final class Tally {
  static final String WRONG = "WRONG";

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void count(String event) {
    counts.computeIfAbsent(event, e -> new LongAdder()).increment();
  }

  boolean isClean() {
    return counts.keySet().stream().noneMatch(event -> event.startsWith(WRONG));
  }

  /** One event a line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    new ConcurrentSkipListMap<>(counts)
        .forEach((event, count) -> text.append("%,9d  %s%n".formatted(count.sum(), event)));
    return text.toString();
  }
}
