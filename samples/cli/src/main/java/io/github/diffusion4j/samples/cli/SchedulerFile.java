package io.github.diffusion4j.samples.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code scheduler_config.json} that an option names. */
final class SchedulerFile {
  private static final Gson GSON =
      new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();

  private SchedulerFile() {}

  /** Whether an argument is a file, and not the name of a class. */
  static boolean isOne(String argument) {
    return argument.endsWith(".json") || Files.exists(Path.of(argument));
  }

  static SchedulerConfig read(String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "--scheduler %s: %s; give a scheduler_config.json"
              .formatted(file, Files.isDirectory(file) ? "a folder" : "no such file"));
    }
    try {
      return SchedulerConfig.of(entries(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> entries(Path file) {
    try {
      @Nullable Map<String, Object> entries =
          GSON.fromJson(Files.readString(file), new TypeToken<Map<String, Object>>() {});
      if (entries == null) {
        throw new IllegalArgumentException("it is empty; give a scheduler_config.json");
      }
      return entries;
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("no JSON object: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }
}
