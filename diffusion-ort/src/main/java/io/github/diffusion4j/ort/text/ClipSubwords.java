package io.github.diffusion4j.ort.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CLIP's words: Unicode's NFC, lower case, cut into letters, single digits and other signs; a
 * word's bytes as letters, the last one marked, are merged by pairs.
 */
final class ClipSubwords implements Subwords {
  /** Marks the last symbol of a word. */
  static final String END_OF_WORD = "</w>";

  private static final Pattern SPACES = Pattern.compile("\\p{IsWhite_Space}+");
  private static final String CONTRACTIONS = "'s|'t|'re|'ve|'m|'ll|'d|";
  private static final String SIGNS = "[^\\p{IsWhite_Space}\\p{L}\\p{N}]+";
  private static final Pattern WORD =
      Pattern.compile(
          "<\\|startoftext\\|>|<\\|endoftext\\|>|" + CONTRACTIONS + "\\p{L}+|\\p{N}|" + SIGNS);

  /** Cuts what is left in one piece above: start and end, in capital letters. */
  private static final Pattern PIECE = Pattern.compile(CONTRACTIONS + "\\p{L}+|\\p{N}+|" + SIGNS);

  private static final int BYTES = 256;
  private static final char[] LETTERS = letters();
  private static final Map<Integer, Integer> BYTE_OF = byteOf();

  private final Vocabulary vocabulary;
  private final BytePairs pairs;
  private final int[] inside = new int[BYTES];
  private final int[] last = new int[BYTES];

  /**
   * @param unknown the id of a byte that the vocabulary does not have
   */
  ClipSubwords(Vocabulary vocabulary, BytePairs pairs, int unknown) {
    this.vocabulary = vocabulary;
    this.pairs = pairs;
    for (int b = 0; b < BYTES; b++) {
      inside[b] = id(String.valueOf(LETTERS[b]), unknown);
      last[b] = id(LETTERS[b] + END_OF_WORD, unknown);
    }
  }

  private int id(String token, int unknown) {
    @Nullable Integer id = vocabulary.find(token);
    return id == null ? unknown : id;
  }

  /** A printable letter for each byte: itself where it is one, else one from U+0100 on. */
  private static char[] letters() {
    char[] letters = new char[BYTES];
    int others = 0;
    for (int b = 0; b < BYTES; b++) {
      boolean printable = (b > 0x20 && b < 0x7F) || (b > 0xA0 && b != 0xAD);
      letters[b] = (char) (printable ? b : BYTES + others++);
    }
    return letters;
  }

  private static Map<Integer, Integer> byteOf() {
    Map<Integer, Integer> bytes = new HashMap<>();
    for (int b = 0; b < BYTES; b++) {
      bytes.put((int) LETTERS[b], b);
    }
    return bytes;
  }

  @Override
  public String normalize(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    return Characters.lowerCase(SPACES.matcher(composed).replaceAll(" "));
  }

  @Override
  public void encode(String normalized, IntConsumer ids) {
    for (Matcher word = WORD.matcher(normalized); word.find(); ) {
      for (Matcher piece = PIECE.matcher(word.group()); piece.find(); ) {
        pairs.merge(symbols(piece.group())).forEach(ids);
      }
    }
  }

  private int[] symbols(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] symbols = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      symbols[i] = inside[Byte.toUnsignedInt(bytes[i])];
    }
    symbols[bytes.length - 1] = last[Byte.toUnsignedInt(bytes[bytes.length - 1])];
    return symbols;
  }

  @Override
  public String decode(int[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Arrays.stream(ids).mapToObj(vocabulary::token).forEach(token -> write(token, bytes));
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  private static void write(String token, ByteArrayOutputStream bytes) {
    boolean ends = token.endsWith(END_OF_WORD);
    String letters = ends ? token.substring(0, token.length() - END_OF_WORD.length()) : token;
    letters
        .codePoints()
        .forEach(
            letter -> {
              @Nullable Integer b = BYTE_OF.get(letter);
              bytes.writeBytes(
                  b == null
                      ? Character.toString(letter).getBytes(StandardCharsets.UTF_8)
                      : new byte[] {b.byteValue()});
            });
    if (ends) {
      bytes.write(' ');
    }
  }
}
