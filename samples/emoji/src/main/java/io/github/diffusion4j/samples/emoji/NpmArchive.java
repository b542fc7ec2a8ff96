package io.github.diffusion4j.samples.emoji;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The JSON files of an archive of {@code npm pack}.
 *
 * @param file of the archive
 * @param objects by the file's path in the archive, such as {@code package/icons.json}
 */
record NpmArchive(Path file, Map<String, JsonObject> objects) {
  private static final String ENDING = ".json";

  /**
   * Reads an archive.
   *
   * @throws IllegalArgumentException if a JSON file in it holds no object
   * @throws UncheckedIOException if it cannot be read
   */
  static NpmArchive read(Path file) {
    Map<String, JsonObject> objects = new TreeMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().endsWith(ENDING)) {
          String text = new String(tar.readAllBytes(), UTF_8);
          objects.put(entry.getName(), JsonParser.parseString(text).getAsJsonObject());
        }
      }
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException(file + ": a JSON file in it holds no object", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
    return new NpmArchive(file, objects);
  }

  /**
   * One of its files.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  JsonObject object(String path) {
    JsonObject object = objects.get(path);
    if (object == null) {
      throw new IllegalArgumentException(
          "%s has no %s: give what `npm pack` fetched".formatted(file, path));
    }
    return object;
  }
}
