package io.github.diffusion4j.text;

import static com.google.common.base.MoreObjects.firstNonNull;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values, such as those of a model card; an error names the source, the key, the value and
 * the cure.
 *
 * @param source what messages call them
 * @param values by key
 */
public record Entries(String source, Map<String, String> values) {

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** The first of two keys that is there; the first if none is. */
  public String firstOf(String key, String otherwise) {
    return has(key) || !has(otherwise) ? key : otherwise;
  }

  public String text(String key, String fallback) {
    return values.getOrDefault(key, fallback);
  }

  public double number(String key, @Nullable String fallback) {
    return get(
        key,
        fallback,
        text -> {
          double number = Double.parseDouble(text);
          if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("a finite number");
          }
          return number;
        });
  }

  public double aboveZero(String key, String fallback) {
    return get(
        key,
        fallback,
        text -> {
          double number = Double.parseDouble(text);
          if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a finite number above 0");
          }
          return number;
        });
  }

  public int atLeastOne(String key, @Nullable String fallback) {
    return get(
        key,
        fallback,
        text -> {
          int number = Integer.parseInt(text);
          if (number < 1) {
            throw new IllegalArgumentException("a whole number, at least 1");
          }
          return number;
        });
  }

  public static double[] numbers(String text) {
    return list(text).stream().mapToDouble(Double::parseDouble).toArray();
  }

  public static List<String> list(String text) {
    return Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
  }

  /**
   * Reads a value.
   *
   * @param fallback in place of a value that is not there; null if it must be
   */
  public <T> T get(String key, @Nullable String fallback, Function<String, T> parse) {
    String value = values.getOrDefault(key, fallback);
    if (value == null) {
      throw new EntryException(
          "%s: its card has no '%s'; put it into the .properties file beside the model"
              .formatted(source, key),
          null);
    }
    try {
      return parse.apply(value);
    } catch (EntryException e) {
      throw e;
    } catch (NumberFormatException e) {
      throw new EntryException(
          "%s: %s = %s in its card: a number is wanted".formatted(source, key, value), e);
    } catch (RuntimeException e) {
      throw new EntryException(
          "%s: %s = %s in its card: %s"
              .formatted(source, key, value, firstNonNull(e.getMessage(), "it cannot be read")),
          e);
    }
  }

  /** Already says source and key; a key read inside another passes it on. */
  private static final class EntryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    EntryException(String message, @Nullable RuntimeException cause) {
      super(message, cause);
    }
  }
}
