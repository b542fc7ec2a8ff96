package io.github.diffusion4j.model;

import static java.util.stream.Collectors.joining;

import com.google.common.base.CharMatcher;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Names in one line of text, whatever characters they have: commas between, backslashes before. */
final class LabelText {
  private static final CharMatcher BLANK =
      CharMatcher.whitespace().or(CharMatcher.javaIsoControl());

  private LabelText() {}

  /** A name without the blanks around it, which no reader of a card sees. */
  static String trimmed(String name) {
    return BLANK.trimFrom(name);
  }

  static String of(List<String> names) {
    return names.stream().map(LabelText::escaped).collect(joining(","));
  }

  private static String escaped(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean atAnEnd = i == 0 || i == name.length() - 1;
      if (c == ',' || c == '\\') {
        text.append('\\').append(c);
      } else if (BLANK.matches(c) && (atAnEnd || c != ' ')) {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    if (BLANK.matchesAllOf(text)) {
      return names;
    }
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == ',') {
        names.add(plain(text.substring(start, i)));
        start = i + 1;
      }
    }
    names.add(plain(text.substring(start)));
    return names;
  }

  /** One name, trimmed before its escapes are read. */
  private static String plain(String escaped) {
    String text = trimmed(escaped);
    StringBuilder name = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) != '\\') {
        name.append(text.charAt(i++));
      } else if (text.startsWith(",", i + 1) || text.startsWith("\\", i + 1)) {
        name.append(text.charAt(i + 1));
        i += 2;
      } else if (text.startsWith("u", i + 1) && i + 6 <= text.length()) {
        name.append((char) HexFormat.fromHexDigits(text, i + 2, i + 6));
        i += 6;
      } else {
        throw new IllegalArgumentException(
            "a backslash in a name is written as two, and a comma as one before it");
      }
    }
    return name.toString();
  }
}
