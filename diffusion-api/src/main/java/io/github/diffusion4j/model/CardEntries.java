package io.github.diffusion4j.model;

import static com.google.common.base.MoreObjects.firstNonNull;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values of a card; an error names the source, the key, the value and the cure.
 *
 * @param source what messages call the card
 * @param values by key
 */
record CardEntries(String source, Map<String, String> values) {

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The first of two keys that is there; the first if none is. */
  String firstOf(String key, String otherwise) {
    return has(key) || !has(otherwise) ? key : otherwise;
  }

  String text(String key, String fallback) {
    return values.getOrDefault(key, fallback);
  }

  double number(String key, @Nullable String fallback) {
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

  double aboveZero(String key, String fallback) {
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

  int atLeastOne(String key, @Nullable String fallback) {
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

  static double[] numbers(String text) {
    return list(text).stream().mapToDouble(Double::parseDouble).toArray();
  }

  static List<String> list(String text) {
    return Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
  }

  /**
   * Reads a value.
   *
   * @param fallback in place of a value that is not there; null if it must be
   */
  <T> T get(String key, @Nullable String fallback, Function<String, T> parse) {
    String value = values.getOrDefault(key, fallback);
    if (value == null) {
      throw new CardException(
          "%s: its card has no '%s'; put it into the .properties file beside the model"
              .formatted(source, key),
          null);
    }
    try {
      return parse.apply(value);
    } catch (CardException e) {
      throw e;
    } catch (NumberFormatException e) {
      throw new CardException(
          "%s: %s = %s in its card: a number is wanted".formatted(source, key, value), e);
    } catch (RuntimeException e) {
      throw new CardException(
          "%s: %s = %s in its card: %s"
              .formatted(source, key, value, firstNonNull(e.getMessage(), "it cannot be read")),
          e);
    }
  }

  /** Already says source and key; a key read inside another passes it on. */
  private static final class CardException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    CardException(String message, @Nullable RuntimeException cause) {
      super(message, cause);
    }
  }
}
