package io.github.diffusion4j.samples.emoji;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.diffusion4j.image.Png;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a folder of images with a {@code metadata.jsonl}: a line per image, by its path. */
final class CaptionedFolder {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final Path root;
  private final Map<String, String> lines = new TreeMap<>();

  CaptionedFolder(Path root) {
    this.root = root;
  }

  /**
   * Writes an image.
   *
   * @param file below the root
   * @param captions the first is the image's own, the others say it in other words
   */
  void add(String file, BufferedImage image, List<String> captions) {
    Png.write(root.resolve(file), image);
    JsonObject line = new JsonObject();
    line.addProperty("file_name", file);
    JsonArray texts = new JsonArray();
    captions.forEach(texts::add);
    line.add("text", texts);
    lines.put(file, GSON.toJson(line));
  }

  int size() {
    return lines.size();
  }

  /** Writes the captions. */
  void close() {
    try {
      Files.createDirectories(root);
      Files.write(root.resolve("metadata.jsonl"), lines.values(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the captions in " + root, e);
    }
  }
}
