package io.github.diffusion4j.plan;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads lines of words and numbers one after the other, and knows its position. */
final class LineScanner {
  private static final Splitter WORDS =
      Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().trimResults();

  private final List<String> lines;
  private int at;

  /** The words of the current line that are still to be read. */
  private Iterator<String> words = List.<String>of().iterator();

  LineScanner(String text) {
    lines = text.lines().filter(line -> !line.isBlank()).toList();
  }

  boolean hasLine() {
    return at < lines.size();
  }

  /** Whether the next line begins with that word. */
  boolean follows(String word) {
    return hasLine() && WORDS.splitToList(lines.get(at)).get(0).equals(word);
  }

  /** Goes to the next line and takes its first word. */
  String nextLine() {
    if (!hasLine()) {
      throw new IllegalArgumentException("the text ends too early");
    }
    words = WORDS.split(lines.get(at++)).iterator();
    return words.next();
  }

  /** Goes to the next line, which begins with that word. */
  void nextLine(String word) {
    if (!nextLine().equals(word)) {
      throw new IllegalArgumentException("'" + word + "' is missing");
    }
  }

  String take() {
    if (!words.hasNext()) {
      throw new IllegalArgumentException("it is cut short");
    }
    return words.next();
  }

  void take(String word) {
    if (!take().equals(word)) {
      throw new IllegalArgumentException("'" + word + "' is missing");
    }
  }

  /** What is left of the line, its words joined by single spaces. */
  String rest() {
    List<String> left = new ArrayList<>();
    words.forEachRemaining(left::add);
    return String.join(" ", left);
  }

  boolean endsHere() {
    return !words.hasNext();
  }

  double number() {
    double number = Double.parseDouble(take());
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(number + ": finite numbers only");
    }
    return number;
  }

  int whole(int least, int most) {
    int value = Integer.parseInt(take());
    if (value < least || value > most) {
      throw new IllegalArgumentException("%d is not within %d to %d".formatted(value, least, most));
    }
    return value;
  }

  /** Such as {@code line 3, 'memory x'}. */
  String place() {
    return lines.isEmpty()
        ? "line 1"
        : "line %d, '%s'".formatted(Math.max(1, at), lines.get(Math.max(0, at - 1)).strip());
  }
}
