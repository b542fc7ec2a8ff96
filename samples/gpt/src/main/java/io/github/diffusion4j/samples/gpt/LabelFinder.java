package io.github.diffusion4j.samples.gpt;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The labels of a model that say a subject. */
final class LabelFinder {
  /** A label that is less like the subject does not say it: "dragon" is 0.4 like "arrow". */
  private static final double LEAST = 0.5;

  /** They say nothing of what is to be seen. */
  private static final Set<String> PASSED_OVER =
      Set.of("a", "an", "the", "of", "icon", "icons", "symbol", "image", "small", "tiny", "our");

  /** Words of a label. */
  private static final int LONGEST = 3;

  private final Similarity similarity;

  LabelFinder(Similarity similarity) {
    this.similarity = similarity;
  }

  /**
   * The labels whose words a subject has, the longest at each word; the nearest by its embedding if
   * it has none.
   *
   * @param subject such as {@code a folder with a plus}
   * @param tags of the model: those of several words, such as {@code user interface}, name no label
   * @param labels of the model
   */
  List<String> in(String subject, Collection<String> tags, List<String> labels) {
    String text = " " + Words.joined(subject) + " ";
    for (String tag : tags) {
      if (tag.indexOf(' ') > 0) {
        text = text.replace(" " + Words.joined(tag) + " ", " ");
      }
    }
    List<String> words = Words.of(text);
    Set<String> found = new LinkedHashSet<>();
    int at = 0;
    while (at < words.size()) {
      List<String> rest = words.subList(at, Math.min(words.size(), at + LONGEST));
      int length = rest.size();
      while (length > 0 && label(rest.subList(0, length), labels).isEmpty()) {
        length--;
      }
      label(rest.subList(0, length), labels).ifPresent(found::add);
      at += Math.max(1, length);
    }
    return found.isEmpty() ? nearest(words, labels) : List.copyOf(found);
  }

  private static Optional<String> label(List<String> words, List<String> labels) {
    String phrase = String.join(" ", words);
    return labels.stream()
        .filter(
            label -> {
              String bare = Words.joined(label);
              return phrase.equals(bare) || phrase.equals(bare + "s");
            })
        .findFirst();
  }

  private List<String> nearest(List<String> words, List<String> labels) {
    String subject =
        words.stream().filter(word -> !PASSED_OVER.contains(word)).collect(joining(" "));
    if (subject.isEmpty()) {
      return List.of();
    }
    return labels.stream()
        .map(label -> Map.entry(label, similarity.between(subject, label)))
        .filter(entry -> entry.getValue() >= LEAST)
        .max(Map.Entry.comparingByValue())
        .map(entry -> List.of(entry.getKey()))
        .orElse(List.of());
  }
}
