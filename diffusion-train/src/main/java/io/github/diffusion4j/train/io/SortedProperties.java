package io.github.diffusion4j.train.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/**
 * Properties files in the order of their keys and without a date: the same values, the same bytes.
 */
public final class SortedProperties {
  private SortedProperties() {}

  public static byte[] of(Map<String, String> entries) {
    Properties properties = new Properties();
    properties.putAll(entries);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .sorted()
        .collect(joining("\n", "", "\n"))
        .getBytes(UTF_8);
  }

  public static Map<String, String> parse(byte[] bytes) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(bytes, UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ImmutableSortedMap.copyOf(Maps.fromProperties(properties));
  }
}
