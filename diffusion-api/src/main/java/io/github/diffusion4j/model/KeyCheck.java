package io.github.diffusion4j.model;

import static java.util.stream.Collectors.joining;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import io.github.diffusion4j.names.Names;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses keys of a card that are probably misspelt: a key that nobody reads changes nothing, and
 * nobody is told.
 *
 * @param source what messages call the card
 * @param known the keys that are read
 */
record KeyCheck(String source, Set<String> known) {
  private static final System.Logger LOGGER = System.getLogger(KeyCheck.class.getName());

  /** Keys, or the first parts of keys, that are information. */
  private static final ImmutableSet<String> INFORMATION =
      ImmutableSet.of(
          "attribution",
          "author",
          "data",
          "description",
          "licence",
          "license",
          "network",
          "recipe",
          "source",
          "teacher",
          "training",
          "version",
          "weights");

  private static final int FAR = Integer.MAX_VALUE;

  private static final CharMatcher SEPARATORS = CharMatcher.anyOf("._- ");

  /**
   * Checks the keys of a card.
   *
   * @throws IllegalArgumentException if one is not known, and near to one that is or in its group
   */
  void check(Set<String> keys) {
    Set<String> unknown = new TreeSet<>(keys);
    unknown.removeAll(known);
    unknown.removeIf(key -> INFORMATION.contains(group(key)));
    for (String key : unknown) {
      List<String> meant = meantBy(key);
      if (!meant.isEmpty()) {
        throw new IllegalArgumentException(
            "%s: '%s' in its card is no key of a card; did you mean %s?"
                .formatted(source, key, String.join(" or ", meant)));
      }
      if (known.stream().anyMatch(k -> k.contains(".") && group(k).equals(group(key)))) {
        throw new IllegalArgumentException(
            "%s: '%s' in its card is no key of a card; those of its group are %s"
                .formatted(source, key, keysOf(group(key))));
      }
    }
    if (!unknown.isEmpty()) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "{0}: keys {1} in its card have no meaning and change nothing; information belongs under data., such as data.author",
          source,
          unknown);
    }
  }

  /** The known keys that one that is not known most resembles; none if it resembles none. */
  private List<String> meantBy(String key) {
    int least = known.stream().mapToInt(right -> slips(key, right)).min().orElseThrow();
    return least == FAR
        ? List.of()
        : known.stream().filter(right -> slips(key, right) == least).toList();
  }

  /** How far a key is from a known one, whose group it may leave out. */
  private static int slips(String key, String known) {
    int whole = slipsIn(plain(key), plain(known));
    return key.contains(".")
        ? whole
        : Math.min(whole, slipsIn(plain(key), plain(known.substring(known.indexOf('.') + 1))));
  }

  private static int slipsIn(String written, String right) {
    int slips = Names.edits(written, right);
    return slips <= (right.length() < 6 ? 1 : 2) ? slips : FAR;
  }

  /** Case, separators and the prefix of model files are no part of what is meant. */
  private static String plain(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return SEPARATORS.removeFrom(
        lower.startsWith(ModelCard.PREFIX) ? lower.substring(ModelCard.PREFIX.length()) : lower);
  }

  private static String group(String key) {
    return Splitter.on('.').split(key).iterator().next();
  }

  private String keysOf(String group) {
    return known.stream().filter(key -> group(key).equals(group)).collect(joining(", "));
  }
}
