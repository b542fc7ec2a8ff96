package io.github.diffusion4j.ort.text;

/** Questions about code points that Java does not answer as Unicode does. */
final class Characters {
  private static final int DOTTED_CAPITAL_I = 0x130;
  private static final int NEXT_LINE = 0x85;
  private static final int REPLACEMENT = 0xFFFD;

  private Characters() {}

  /** Unicode's property White_Space; every such code point is one char. */
  static boolean isWhiteSpace(int c) {
    return (c >= '\t' && c <= '\r') || c == NEXT_LINE || Character.isSpaceChar(c);
  }

  /** A letter, mark, digit or joining punctuation, as in a regular expression's {@code \w}. */
  static boolean isWord(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.CONNECTOR_PUNCTUATION ->
          true;
      default -> Character.isAlphabetic(c) || c == 0x200C || c == 0x200D;
    };
  }

  /** Every code point alone in lower case: the last sigma of a word is a sigma like others. */
  static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == DOTTED_CAPITAL_I) {
                lower.append("i\u0307");
              } else {
                lower.appendCodePoint(Character.toLowerCase(c));
              }
            });
    return lower.toString();
  }

  /** The text with U+FFFD in place of each half of a surrogate pair that stands alone. */
  static String wellFormed(String text) {
    StringBuilder formed = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .forEach(formed::appendCodePoint);
    return formed.toString();
  }
}
