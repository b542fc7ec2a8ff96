package io.github.diffusion4j;

import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What this library runs in. */
final class Versions {
  /** Holds the version that the build gave the library, whatever jar it ends up in. */
  private static final String RESOURCE = "version.properties";

  static final ImmutableSortedMap<String, String> ALL =
      ImmutableSortedMap.copyOf(
          Map.of(
              "diffusion4j", library(),
              "java", Runtime.version().toString(),
              "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
              "arch", System.getProperty("os.arch")));

  private Versions() {}

  private static String library() {
    try (@Nullable InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + ": " + e, e);
    }
  }
}
