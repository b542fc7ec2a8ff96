package io.github.diffusion4j.samples.emoji;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What else an emoji is called, from emojilib. */
final class Keywords {
  static final String ARCHIVE = "emojilib-";
  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z' ]+");
  private static final int MOST = 8;

  private final Map<String, List<String>> byLetters = new HashMap<>();

  static Keywords of(NpmArchive emojilib) {
    Keywords keywords = new Keywords();
    JsonObject emoji = emojilib.object("package/dist/emoji-en-US.json");
    for (Map.Entry<String, JsonElement> entry : emoji.entrySet()) {
      List<String> words =
          StreamSupport.stream(entry.getValue().getAsJsonArray().spliterator(), false)
              .map(word -> word.getAsString().toLowerCase(Locale.ROOT).replace('_', ' ').trim())
              .toList();
      words.stream().findFirst().ifPresent(name -> keywords.byLetters.put(letters(name), words));
    }
    return keywords;
  }

  /** Plain words for the emoji of this name, without the name; none where it is unknown. */
  List<String> of(String name) {
    Stream<String> words = byLetters.getOrDefault(letters(name), List.of()).stream();
    return words
        .filter(word -> PLAIN.matcher(word).matches() && !letters(word).equals(letters(name)))
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
