package io.github.diffusion4j.train.io;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A configuration as text.
 *
 * @param entries complete: a value for each key that is read
 */
public record Settings(Map<String, String> entries) {

  public double number(String key) {
    try {
      return Double.parseDouble(value(key));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s = %s is no number".formatted(key, value(key)), e);
    }
  }

  public long whole(String key) {
    try {
      return Long.parseLong(value(key));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s = %s is no whole number".formatted(key, value(key)), e);
    }
  }

  public <E extends Enum<E>> E constant(String key, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> text(constant).equals(value(key).toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(notOneOf(key, type)));
  }

  public static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Comma-separated, in the order of their type. */
  public static <E extends Enum<E>> String text(Set<E> constants) {
    return constants.stream().sorted().map(Settings::text).collect(Collectors.joining(","));
  }

  public static void check(String key, Number value, boolean good, String range) {
    if (!good) {
      String lies = range.startsWith("at ") ? "it is" : "it lies in";
      throw new IllegalArgumentException("%s = %s: %s %s".formatted(key, value, lies, range));
    }
  }

  private String value(String key) {
    String value = entries.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the training configuration has no " + key);
    }
    return value.trim();
  }

  private <E extends Enum<E>> String notOneOf(String key, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Settings::text)
        .collect(Collectors.joining(", ", "%s = %s: there are ".formatted(key, value(key)), ""));
  }
}
