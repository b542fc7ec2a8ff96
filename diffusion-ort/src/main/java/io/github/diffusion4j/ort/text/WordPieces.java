package io.github.diffusion4j.ort.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** BERT's words, each cut into the longest pieces that the vocabulary has, from the left. */
final class WordPieces implements Subwords {
  /** A punctuation mark alone, or what stands between such marks and white space. */
  private static final Pattern WORD =
      Pattern.compile("[\\p{P}\\p{Punct}]|[^\\p{IsWhite_Space}\\p{P}\\p{Punct}]+");

  private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");

  /** The blocks that BERT takes for Chinese; of extension E the start is missing there, too. */
  private static final int[][] CHINESE = {
    {0x4E00, 0x9FFF},
    {0x3400, 0x4DBF},
    {0x20000, 0x2A6DF},
    {0x2A700, 0x2B73F},
    {0x2B740, 0x2B81F},
    {0x2B920, 0x2CEAF},
    {0xF900, 0xFAFF},
    {0x2F800, 0x2FA1F}
  };

  private static final int REPLACEMENT = 0xFFFD;

  private final Vocabulary vocabulary;
  private final Options options;
  private final int unknown;

  /**
   * How a model's texts are cleaned and cut.
   *
   * @param clean whether control characters are taken out
   * @param splitChinese whether every Chinese character is a word
   * @param stripAccents whether accents are taken off
   * @param lowerCase whether capital letters become small
   * @param prefix of a piece that is not the first of its word
   * @param longest word in code points; longer ones are unknown
   */
  record Options(
      boolean clean,
      boolean splitChinese,
      boolean stripAccents,
      boolean lowerCase,
      String prefix,
      int longest) {}

  WordPieces(Vocabulary vocabulary, Options options, int unknown) {
    this.vocabulary = vocabulary;
    this.options = options;
    this.unknown = unknown;
  }

  @Override
  public String normalize(String text) {
    String clean = options.clean() ? clean(text) : text;
    String split = options.splitChinese() ? splitChinese(clean) : clean;
    String plain =
        options.stripAccents()
            ? ACCENTS.matcher(Normalizer.normalize(split, Normalizer.Form.NFD)).replaceAll("")
            : split;
    return options.lowerCase() ? Characters.lowerCase(plain) : plain;
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> !isControl(c))
        .map(c -> Characters.isWhiteSpace(c) ? ' ' : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\t' && c != '\n' && c != '\r';
      case Character.FORMAT, Character.PRIVATE_USE -> true;
      default -> c == REPLACEMENT;
    };
  }

  private static String splitChinese(String text) {
    StringBuilder split = new StringBuilder(text.length());
    text.codePoints()
        .flatMap(c -> isChinese(c) ? IntStream.of(' ', c, ' ') : IntStream.of(c))
        .forEach(split::appendCodePoint);
    return split.toString();
  }

  private static boolean isChinese(int c) {
    return Arrays.stream(CHINESE).anyMatch(block -> c >= block[0] && c <= block[1]);
  }

  @Override
  public void encode(String normalized, IntConsumer ids) {
    for (Matcher word = WORD.matcher(normalized); word.find(); ) {
      pieces(word.group()).forEach(ids);
    }
  }

  /** The pieces of a word, or the unknown alone if a part of it is no piece. */
  private IntStream pieces(String word) {
    if (word.codePointCount(0, word.length()) > options.longest()) {
      return IntStream.of(unknown);
    }
    IntStream.Builder pieces = IntStream.builder();
    for (int start = 0; start < word.length(); ) {
      String prefix = start == 0 ? "" : options.prefix();
      int end = word.length();
      @Nullable Integer id = vocabulary.find(prefix + word.substring(start));
      while (id == null && end > start + 1) {
        end = word.offsetByCodePoints(end, -1);
        id = end > start ? vocabulary.find(prefix + word.substring(start, end)) : null;
      }
      if (id == null) {
        return IntStream.of(unknown);
      }
      pieces.accept(id);
      start = end;
    }
    return pieces.build();
  }

  @Override
  public String decode(int[] ids) {
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      String token = vocabulary.token(id);
      if (token.startsWith(options.prefix())) {
        text.append(token.substring(options.prefix().length()));
      } else {
        text.append(' ').append(token);
      }
    }
    return text.toString().strip();
  }
}
