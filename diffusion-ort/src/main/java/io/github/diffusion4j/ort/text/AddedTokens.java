package io.github.diffusion4j.ort.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in a text: the leftmost first, of several at one place the longest. */
final class AddedTokens {
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private final UnaryOperator<String> normalizer;
  private final Finder raw;
  private final Finder normalized;

  /**
   * @param normalizer cleans the text between tokens, and the tokens to be found in it
   */
  AddedTokens(Collection<AddedToken> tokens, UnaryOperator<String> normalizer) {
    this.normalizer = normalizer;
    Map<String, AddedToken> inText = new HashMap<>();
    Map<String, AddedToken> inNormalized = new HashMap<>();
    for (AddedToken token : tokens) {
      if (token.normalized()) {
        inNormalized.put(normalizer.apply(token.content()), token);
      } else {
        inText.put(token.content(), token);
      }
    }
    this.raw = new Finder(inText);
    this.normalized = new Finder(inNormalized);
  }

  /**
   * A stretch of a text.
   *
   * @param text cleaned
   * @param token the content of the added token that the stretch is, or null
   */
  record Part(String text, @Nullable String token) {}

  List<Part> split(String text) {
    List<Part> parts = new ArrayList<>();
    for (Part part : raw.split(text)) {
      if (part.token() == null) {
        parts.addAll(normalized.split(normalizer.apply(part.text())));
      } else {
        parts.add(part);
      }
    }
    return parts;
  }

  private static final class Finder {
    private final Map<String, AddedToken> tokens;
    private final Pattern pattern;

    Finder(Map<String, AddedToken> tokens) {
      this.tokens = tokens;
      String alternatives =
          tokens.keySet().stream()
              .filter(content -> !content.isEmpty())
              .sorted(Comparator.comparingInt(String::length).reversed())
              .map(Pattern::quote)
              .collect(Collectors.joining("|"));
      this.pattern = alternatives.isEmpty() ? NOTHING : Pattern.compile(alternatives);
    }

    List<Part> split(String text) {
      List<Part> parts = new ArrayList<>();
      int done = 0;
      for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
        AddedToken token = Objects.requireNonNull(tokens.get(matcher.group()));
        if (token.singleWord() && touched(text, matcher)) {
          continue;
        }
        int start = token.leftStrip() ? skipBack(text, matcher.start()) : matcher.start();
        if (done < start) {
          parts.add(new Part(text.substring(done, start), null));
        }
        parts.add(new Part(matcher.group(), token.content()));
        done = token.rightStrip() ? skip(text, matcher.end()) : matcher.end();
      }
      if (done < text.length()) {
        parts.add(new Part(text.substring(done), null));
      }
      return parts;
    }

    private static boolean touched(String text, Matcher matcher) {
      return (matcher.start() > 0 && Characters.isWord(text.codePointBefore(matcher.start())))
          || (matcher.end() < text.length() && Characters.isWord(text.codePointAt(matcher.end())));
    }

    private static int skipBack(String text, int from) {
      int at = from;
      while (at > 0 && Characters.isWhiteSpace(text.charAt(at - 1))) {
        at--;
      }
      return at;
    }

    private static int skip(String text, int from) {
      int at = from;
      while (at < text.length() && Characters.isWhiteSpace(text.charAt(at))) {
        at++;
      }
      return at;
    }
  }
}
