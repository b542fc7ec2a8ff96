package io.github.diffusion4j.samples.gpt;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in the reply of a language model. Whatever else the reply holds, a wrong type, a
 * text that is too long or has control characters, is refused with an {@link
 * IllegalArgumentException} that says why.
 */
final class Reply {
  private static final int LONGEST = 10_000;
  private static final int SHOWN = 60;
  private static final int LINE = 300;
  private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  private final JsonObject object;

  private Reply(JsonObject object) {
    this.object = object;
  }

  /** The object in a reply; models like to put words or a fence around it. */
  static Reply of(@Nullable String reply) {
    if (reply == null || reply.length() > LONGEST) {
      throw new IllegalArgumentException(
          "it has %s characters, expected 1 to %d"
              .formatted(reply == null ? "no" : reply.length(), LONGEST));
    }
    int start = reply.indexOf('{');
    int end = reply.lastIndexOf('}');
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("it holds no JSON object: " + shown(reply));
    }
    String json = reply.substring(start, end + 1);
    try {
      return new Reply(GSON.fromJson(json, JsonObject.class));
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("it is no JSON: " + shown(json), e);
    }
  }

  /** A text of one line. */
  String text(String key, int longest) {
    return text(key, object.get(key), longest);
  }

  /** Texts of one line each, one at least. */
  List<String> texts(String key, int longest) {
    if (!(object.get(key) instanceof JsonArray array) || array.isEmpty()) {
      throw new IllegalArgumentException("its '" + key + "' is no list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array) {
      texts.add(text(key, element, longest));
    }
    return texts;
  }

  private static String text(String key, @Nullable JsonElement element, int longest) {
    if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
      throw new IllegalArgumentException("its '" + key + "' is no text");
    }
    String text = element.getAsString().strip();
    if (text.isEmpty() || text.length() > longest) {
      throw new IllegalArgumentException(
          "its '%s' has %d characters, expected 1 to %d".formatted(key, text.length(), longest));
    }
    if (text.codePoints().anyMatch(Reply::isUnprintable)) {
      throw new IllegalArgumentException(
          "its '%s' has control characters: %s".formatted(key, shown(text)));
    }
    return text;
  }

  /** One of some names, whatever its case. */
  static String oneOf(List<String> names, String key, String name) {
    Optional<String> found = names.stream().filter(name::equalsIgnoreCase).findFirst();
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                "its '%s' is %s, which is none of %s".formatted(key, shown(name), names)));
  }

  /** The beginning of a text, quoted for a message. */
  private static String shown(String text) {
    return "'" + line(text, SHOWN) + "'";
  }

  /** A text as one line of a log. */
  static String line(String text) {
    return line(text, LINE);
  }

  private static String line(String text, int longest) {
    int end = text.offsetByCodePoints(0, Math.min(longest, text.codePointCount(0, text.length())));
    return printable(text.substring(0, end)) + (end < text.length() ? "..." : "");
  }

  /** A text without characters that change the lines of a log or a terminal. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints().map(c -> isUnprintable(c) ? ' ' : c).forEach(printable::appendCodePoint);
    return printable.toString();
  }

  private static boolean isUnprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
