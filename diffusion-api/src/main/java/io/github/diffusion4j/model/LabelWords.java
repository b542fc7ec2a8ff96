package io.github.diffusion4j.model;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The labels of a model by their words. Immutable and thread-safe. */
final class LabelWords {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /** They say nothing of what is to be seen, unless a label is called so. */
  private static final Set<String> PASSED_OVER =
      Set.of("a", "an", "and", "icon", "image", "in", "of", "on", "picture", "the", "with");

  private final Map<List<String>, String> labels;
  private final int longest;

  private LabelWords(Map<List<String>, String> labels) {
    this.labels = labels;
    longest = labels.keySet().stream().mapToInt(List::size).max().orElse(0);
  }

  static LabelWords of(List<String> labels) {
    return new LabelWords(
        labels.stream()
            .collect(toMap(LabelWords::words, label -> label, (first, second) -> first)));
  }

  private static List<String> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList();
  }

  /** The labels in a text, at each word the longest; a word that belongs to none as it is. */
  List<String> in(String text) {
    List<String> words = words(text);
    List<String> found = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      int length = lengthOfLabel(words, at);
      List<String> phrase = words.subList(at, at + Math.max(1, length));
      if (length > 0) {
        found.add(Objects.requireNonNull(labels.get(phrase)));
      } else if (!PASSED_OVER.contains(phrase.get(0))) {
        found.add(phrase.get(0));
      }
      at += phrase.size();
    }
    return found;
  }

  private int lengthOfLabel(List<String> words, int at) {
    int length = Math.min(longest, words.size() - at);
    while (length > 0 && !labels.containsKey(words.subList(at, at + length))) {
      length--;
    }
    return length;
  }
}
