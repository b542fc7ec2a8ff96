package io.github.diffusion4j.samples.emoji;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names that icons have in all styles together. One set glues its words ({@code alarmclock});
 * they are taken apart by the names and words of the others.
 */
final class IconNames {
  private static final Splitter DASHES = Splitter.on('-').omitEmptyStrings();
  private static final Joiner DASH = Joiner.on('-');
  private static final Pattern LETTERS = Pattern.compile("[a-z]+");

  /** As "artist-medium-dark" beside "artist", or spelt out: skin tones. */
  private static final Pattern TONE =
      Pattern.compile("-(light|medium-light|medium|medium-dark|dark)$");

  /** Variants that differ by little at 64x64, and symbols without a word of their own. */
  private static final Pattern TWINS =
      Pattern.compile(
          ".*skin-tone.*|.*-thirty|.*-facing-right.*|(family|kiss|couple-with-heart)-.*"
              + "|.*(red|white|curly|blond|blonde)-hair.*|.*-bald|flag-.*|.*-flag"
              + "|regional-indicator.*|.*ideograph.*|keycap-.*|input-.*|(wo)?man-.*-beard");

  private final Map<String, String> byLetters = new HashMap<>();
  private final Set<String> words = new HashSet<>();

  /**
   * Learns words.
   *
   * @param spelt names whose words stand apart
   */
  IconNames(Collection<String> spelt) {
    for (String name : spelt) {
      byLetters.merge(
          name.replace("-", ""), name, (one, two) -> one.length() > two.length() ? one : two);
      DASHES
          .splitToStream(name)
          .filter(word -> word.length() > 2 || Set.of("of", "in", "on", "no", "up").contains(word))
          .forEach(words::add);
    }
  }

  /** The names of a set that are drawn, each with its name in all styles. */
  Map<String, String> drawn(Set<String> names) {
    Map<String, String> drawn = new HashMap<>();
    for (String name : names) {
      if (!isTone(name, names)) {
        common(name)
            .filter(common -> !TWINS.matcher(common).matches())
            .ifPresent(common -> drawn.put(name, common));
      }
    }
    return drawn;
  }

  private static boolean isTone(String name, Set<String> names) {
    String base = TONE.matcher(name).replaceFirst("");
    return !base.equals(name) && names.contains(base);
  }

  /** The name in all styles; empty where its words cannot be told. */
  private Optional<String> common(String name) {
    String known = byLetters.get(name.replace("-", ""));
    if (known != null) {
      return Optional.of(known);
    }
    List<String> parts = new ArrayList<>();
    for (String part : DASHES.split(name)) {
      List<String> split = LETTERS.matcher(part).matches() ? fewestWords(part) : null;
      if (split == null) {
        return Optional.empty();
      }
      parts.addAll(split);
    }
    return Optional.of(DASH.join(parts));
  }

  /** The fewest known words that a glued name is made of; null for none. */
  private @Nullable List<String> fewestWords(String glued) {
    List<@Nullable List<String>> best = new ArrayList<>();
    best.add(List.of());
    for (int end = 1; end <= glued.length(); end++) {
      List<String> shortest = null;
      for (int begin = 0; begin < end; begin++) {
        List<String> before = best.get(begin);
        String word = glued.substring(begin, end);
        if (before != null
            && words.contains(word)
            && (shortest == null || before.size() + 1 < shortest.size())) {
          shortest = new ArrayList<>(before);
          shortest.add(word);
        }
      }
      best.add(shortest);
    }
    return best.get(glued.length());
  }

  /** The words of a name, as a caption says them. */
  static String words(String name) {
    return DASHES.splitToStream(name).collect(Collectors.joining(" "));
  }
}
