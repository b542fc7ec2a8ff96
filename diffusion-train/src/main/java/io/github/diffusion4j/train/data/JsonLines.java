package io.github.diffusion4j.train.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Captions as JSON Lines: an object per line, empty lines left out. */
final class JsonLines {
  private final Path file;

  private JsonLines(Path file) {
    this.file = file;
  }

  static void read(String text, Path file, ImageMetadata.Sink sink) {
    JsonLines reader = new JsonLines(file);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        JsonObject object = reader.object(line, number);
        List<String> fileName = reader.strings(object, ImageMetadata.FILE_NAME, number);
        if (fileName.size() != 1) {
          throw ImageMetadata.broken(
              file, number, "%s is %s, not one name".formatted(ImageMetadata.FILE_NAME, fileName));
        }
        sink.add(number, fileName.get(0), reader.strings(object, ImageMetadata.TEXT, number));
      }
    }
  }

  private JsonObject object(String line, int number) {
    try (JsonReader json = new JsonReader(new StringReader(line))) {
      json.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(json);
      if (element.isJsonObject() && json.peek() == JsonToken.END_DOCUMENT) {
        return element.getAsJsonObject();
      }
    } catch (JsonParseException | IOException e) {
      throw new IllegalArgumentException(
          ImageMetadata.broken(file, number, "it is no JSON object").getMessage(), e);
    }
    throw ImageMetadata.broken(file, number, "it is no JSON object");
  }

  /** A string, or a list of them. */
  private List<String> strings(JsonObject object, String key, int number) {
    JsonElement value = object.get(key);
    if (value == null) {
      throw ImageMetadata.broken(
          file, number, "it has %s, but no %s".formatted(object.keySet(), key));
    }
    List<String> strings = new ArrayList<>();
    for (JsonElement element : value.isJsonArray() ? value.getAsJsonArray() : List.of(value)) {
      if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
        throw ImageMetadata.broken(
            file, number, "%s is %s, not a string or a list of strings".formatted(key, value));
      }
      strings.add(element.getAsString());
    }
    return strings;
  }
}
