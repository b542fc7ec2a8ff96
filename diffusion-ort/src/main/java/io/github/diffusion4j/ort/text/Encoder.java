package io.github.diffusion4j.ort.text;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Frames the tokens of a text: start, at most length - 2 tokens, end, padding. Immutable. */
final class Encoder {
  /** Start, end, and a token of the text. */
  private static final int SHORTEST = 3;

  private static final int SHOWN = 300;
  private static final System.Logger LOGGER = System.getLogger(Tokenizer.class.getName());

  private final Subwords subwords;
  private final AddedTokens added;
  private final Vocabulary vocabulary;
  private final int vocabularySize;
  private final int start;
  private final int end;
  private final int padding;
  private final int length;

  private Encoder(
      Subwords subwords,
      AddedTokens added,
      Vocabulary vocabulary,
      int start,
      int end,
      int padding,
      int length) {
    if (length < SHORTEST) {
      throw new IllegalArgumentException(
          "%s: length %d of a tokenizer; give %d or more: start, end, and a token of the text"
              .formatted(vocabulary.file(), length, SHORTEST));
    }
    this.subwords = subwords;
    this.added = added;
    this.vocabulary = vocabulary;
    this.vocabularySize = vocabulary.size();
    this.start = start;
    this.end = end;
    this.padding = padding;
    this.length = length;
  }

  /**
   * An encoder.
   *
   * @param start the key of the special token at the start
   * @param end the key of the special token at the end
   * @param length if the settings name none
   */
  static Encoder of(
      Subwords subwords,
      Vocabulary vocabulary,
      Settings settings,
      String start,
      String end,
      int length) {
    Map<String, AddedToken> added = settings.added();
    int first = vocabulary.require(settings.token(start), "the start", start);
    int last = vocabulary.require(settings.token(end), "the end", end);
    int padding = vocabulary.require(settings.token("pad_token"), "padding", "pad_token");
    added.keySet().forEach(token -> vocabulary.require(token, "a use of its own", "another one"));
    return new Encoder(
        subwords,
        new AddedTokens(added.values(), subwords::normalize),
        vocabulary,
        first,
        last,
        padding,
        settings.length().orElse(length));
  }

  Encoder withLength(int other) {
    return new Encoder(subwords, added, vocabulary, start, end, padding, other);
  }

  int length() {
    return length;
  }

  int vocabularySize() {
    return vocabularySize;
  }

  Tokens encode(String text) {
    int[] words = words(Characters.wellFormed(text));
    int room = Math.min(words.length, length - 2);
    int[] ids = new int[length];
    Arrays.fill(ids, padding);
    ids[0] = start;
    System.arraycopy(words, 0, ids, 1, room);
    ids[room + 1] = end;
    return Tokens.of(ids, room + 2, cutOff(words, room));
  }

  private int[] words(String text) {
    IntStream.Builder ids = IntStream.builder();
    for (AddedTokens.Part part : added.split(text)) {
      @Nullable String token = part.token();
      if (token == null) {
        subwords.encode(part.text(), ids);
      } else {
        ids.accept(Objects.requireNonNull(vocabulary.find(token)));
      }
    }
    return ids.build().toArray();
  }

  private String cutOff(int[] words, int room) {
    if (words.length == room) {
      return "";
    }
    String rest = subwords.decode(Arrays.copyOfRange(words, room, words.length));
    LOGGER.log(
        Level.WARNING,
        () ->
            "a text of %d tokens was cut to %d; shorten it by what was cut off: %s"
                .formatted(words.length, room, shown(rest)));
    return rest;
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    return line.length() <= SHOWN
        ? line
        : "%s... (%d characters)".formatted(line.substring(0, SHOWN), line.length());
  }
}
