package io.github.diffusion4j.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .properties} file with a card.
 *
 * <p>Text is UTF-8, or UTF-16 with a byte order mark. As {@link java.util.PropertyResourceBundle}
 * does, what is not UTF-8 is read as ISO-8859-1, the older encoding of these files.
 *
 * @param name what messages call it
 * @param bytes of the file
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record CardText(String name, byte[] bytes) {

  /**
   * Reads the entries.
   *
   * @return keys without the prefix of a card, and values
   * @throws IllegalArgumentException if it is no such text, or gives a key two values
   */
  Map<String, String> entries() {
    Lines lines = new Lines();
    String text = text();
    try {
      lines.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": no properties file, " + e.getMessage(), e);
    }
    return bare(name, lines.all);
  }

  /** Entries without the prefix; the same key with and without it must have the same value. */
  static Map<String, String> bare(String name, Collection<Map.Entry<String, String>> lines) {
    Map<String, String> entries = new TreeMap<>();
    for (Map.Entry<String, String> line : lines) {
      String key = line.getKey();
      String bare =
          key.startsWith(ModelCard.PREFIX) ? key.substring(ModelCard.PREFIX.length()) : key;
      String value = line.getValue().trim();
      @Nullable String before = entries.put(bare, value);
      if (before != null && !before.equals(value)) {
        throw new IllegalArgumentException(
            "%s: it says %s = %s and, once more, %s; keep one of the two lines"
                .formatted(name, bare, before, value));
      }
    }
    return entries;
  }

  private String text() {
    String text =
        startsWith(0xEF, 0xBB, 0xBF)
            ? decoded(UTF_8, 3)
            : startsWith(0xFE, 0xFF)
                ? decoded(UTF_16BE, 2)
                : startsWith(0xFF, 0xFE) ? decoded(UTF_16LE, 2) : withoutMark();
    if (text.chars().anyMatch(CardText::isNoText)) {
      throw new IllegalArgumentException(
          name
              + ": no text in UTF-8, ISO-8859-1 or UTF-16 with a byte order mark; save it as UTF-8");
    }
    return text;
  }

  private String withoutMark() {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, ISO_8859_1);
    }
  }

  private String decoded(Charset charset, int mark) {
    try {
      return charset
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "%s: its byte order mark says %s, which it is not; save it as UTF-8"
              .formatted(name, charset),
          e);
    }
  }

  /** Control characters that no text has; windows-1252 read as ISO-8859-1 has those above 0x7f. */
  private static boolean isNoText(int c) {
    return Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  }

  private boolean startsWith(int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (Byte.toUnsignedInt(bytes[i]) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** All lines, where properties keep the last of two with one key in silence. */
  private static final class Lines extends Properties {
    private static final long serialVersionUID = 1;
    private final transient List<Map.Entry<String, String>> all = new ArrayList<>();

    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
      all.add(Map.entry(key.toString(), value.toString()));
      return null;
    }
  }
}
