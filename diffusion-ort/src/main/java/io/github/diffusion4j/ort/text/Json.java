package io.github.diffusion4j.ort.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A value of a JSON file that knows its file and its place there, for messages. A value {@code
 * null} counts as absent.
 */
final class Json {
  private final String file;
  private final String place;
  private final JsonElement value;

  private Json(String file, String place, JsonElement value) {
    this.file = file;
    this.place = place;
    this.value = value;
  }

  static Json read(Path path) {
    try (Reader reader = Files.newBufferedReader(path)) {
      return parse(path.toString(), reader);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** The one object of a file. */
  static Json parse(String file, Reader reader) {
    JsonReader json = new JsonReader(reader);
    json.setStrictness(Strictness.STRICT);
    try {
      Json root = new Json(file, "the content", JsonParser.parseReader(json));
      if (!root.value.isJsonObject() || json.peek() != JsonToken.END_DOCUMENT) {
        throw root.refused("is not one JSON object {...}; download the file again");
      }
      return root;
    } catch (JsonParseException | MalformedJsonException e) {
      throw new IllegalArgumentException(
          "%s: no JSON, or JSON cut short: %s; download the file again"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          file + ": this file is not UTF-8 text; download it again", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read; give a file you may read", e);
    }
  }

  static UncheckedIOException unreadable(Path path, IOException e) {
    return new UncheckedIOException(path + ": cannot be read; give a file you may read", e);
  }

  String file() {
    return file;
  }

  /** A member of this object. */
  Json get(String key) {
    return find(key)
        .orElseThrow(
            () -> refused("has no \"%s\"; take the file of a model of this kind".formatted(key)));
  }

  /** A member of this object, where it is there and not null. */
  Optional<Json> find(String key) {
    if (!value.isJsonObject()) {
      throw expected("an object {...}");
    }
    return Optional.ofNullable(value.getAsJsonObject().get(key))
        .filter(found -> !found.isJsonNull())
        .map(found -> new Json(file, "\"%s\"".formatted(key), found));
  }

  Map<String, Json> members() {
    if (!value.isJsonObject()) {
      throw expected("an object {...}");
    }
    Map<String, Json> members = new LinkedHashMap<>();
    value
        .getAsJsonObject()
        .entrySet()
        .forEach(e -> members.put(e.getKey(), new Json(file, place, e.getValue())));
    return members;
  }

  List<Json> elements() {
    if (!value.isJsonArray()) {
      throw expected("an array [...]");
    }
    return StreamSupport.stream(value.getAsJsonArray().spliterator(), false)
        .map(element -> new Json(file, place, element))
        .toList();
  }

  boolean isString() {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
  }

  boolean isObject() {
    return value.isJsonObject();
  }

  String string() {
    if (!isString()) {
      throw expected("a string");
    }
    return value.getAsString();
  }

  double number() {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
      throw expected("a number");
    }
    return value.getAsDouble();
  }

  int count() {
    double number = number();
    if (number != (int) number || number < 0) {
      throw expected("a whole number from 0 on");
    }
    return (int) number;
  }

  boolean truth() {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
      throw expected("true or false");
    }
    return value.getAsBoolean();
  }

  /** The value of {@code "type"} in this object. */
  String type() {
    return get("type").string();
  }

  IllegalArgumentException expected(String what) {
    String text = value.toString();
    return refused(
        "holds %s, expected %s"
            .formatted(text.length() > 80 ? text.substring(0, 80) + "..." : text, what));
  }

  IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("%s: %s %s".formatted(file, place, why));
  }
}
