package io.github.diffusion4j.samples.site;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads a formula of TeX word by word: a command, a character, a space. */
final class TexReader {
  private static final Pattern WORD = Pattern.compile("\\\\[A-Za-z]+|\\\\.|\\s+|.", Pattern.DOTALL);

  private final String tex;
  private final List<String> words;
  private int at;

  TexReader(String tex) {
    this.tex = tex;
    this.words = WORD.matcher(tex).results().map(MatchResult::group).toList();
  }

  /** The next word that is no space; nothing at the end. */
  String peek() {
    while (at < words.size() && word(at).isBlank()) {
      at++;
    }
    return word(at);
  }

  /**
   * Reads that word.
   *
   * @throws IllegalArgumentException at the end
   */
  String next() {
    if (peek().isEmpty()) {
      throw new IllegalArgumentException("the formula %s ends too early".formatted(tex));
    }
    return words.get(at++);
  }

  /**
   * Reads a word that must be there.
   *
   * @throws IllegalArgumentException if another is
   */
  void expect(String word) {
    if (!peek().equals(word)) {
      throw new IllegalArgumentException("the formula %s lacks a %s".formatted(tex, word));
    }
    at++;
  }

  /** Reads what is in braces, as it is. */
  String text() {
    if (!peek().equals("{")) {
      return next();
    }
    int start = ++at;
    while (at < words.size() && !word(at).equals("}")) {
      at++;
    }
    String text = String.join("", words.subList(start, at));
    expect("}");
    return text;
  }

  /** Reads all digits of a number. */
  String number() {
    StringBuilder number = new StringBuilder(next());
    while (isDigit(word(at)) || (word(at).equals(".") && isDigit(word(at + 1)))) {
      number.append(words.get(at++));
    }
    return number.toString();
  }

  static boolean isDigit(String word) {
    return !word.isEmpty() && Character.isDigit(word.charAt(0));
  }

  IllegalArgumentException unknown(String word) {
    return new IllegalArgumentException(
        "cannot show %s of the formula %s: write it in other words, or add it to Symbols"
            .formatted(word, tex));
  }

  private String word(int index) {
    return index < words.size() ? words.get(index) : "";
  }
}
