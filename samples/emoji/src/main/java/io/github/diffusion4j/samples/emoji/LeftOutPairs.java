package io.github.diffusion4j.samples.emoji;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.github.diffusion4j.train.data.HeldOut;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pairs of a name and a style that are never trained on although both are known: the model is asked
 * whether it can join them.
 */
final class LeftOutPairs {
  private static final int COUNT = 40;
  private static final int STYLES = 4;

  private LeftOutPairs() {}

  /** The pairs, as folder/name, by the order of their SHA-256; one per name. */
  static Set<String> of(Map<String, Set<Style>> stylesByName) {
    Set<String> names = new HashSet<>();
    return stylesByName.entrySet().stream()
        .filter(entry -> entry.getValue().size() >= STYLES && !HeldOut.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream().map(style -> pair(style, entry.getKey())))
        .sorted(Comparator.comparing(LeftOutPairs::hash))
        .filter(pair -> names.add(pair.substring(pair.indexOf('/') + 1)))
        .limit(COUNT)
        .collect(Collectors.toSet());
  }

  static String pair(Style style, String name) {
    return style.folder() + "/" + name;
  }

  private static String hash(String pair) {
    return Hashing.sha256().hashString(pair, UTF_8).toString();
  }
}
