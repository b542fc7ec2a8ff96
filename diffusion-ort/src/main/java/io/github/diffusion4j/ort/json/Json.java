package io.github.diffusion4j.ort.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON file that knows its file and its place there, for messages. A value {@code
 * null} counts as absent.
 */
public final class Json {
  private static final String NO_OBJECT = "is not one JSON object {...}; download the file again";
  private static final String GIT_LFS = "version https://git-lfs";

  private static final Pattern ADVICE =
      Pattern.compile(
          "^\\S*Exception: |Use JsonReader\\.setStrictness\\S+ to accept malformed JSON ?");

  private final String file;
  private final String place;
  private final JsonElement value;

  private Json(String file, String place, JsonElement value) {
    this.file = file;
    this.place = place;
    this.value = value;
  }

  /** The one object of a file that was read. */
  public static Json parse(String file, byte[] content) {
    return parse(file, reader(file, content));
  }

  /** The elements of a file that was read and is one array. */
  public static List<Json> list(String file, byte[] content) {
    Json root = root(file, reader(file, content));
    if (!root.isArray()) {
      throw root.refused("is not one JSON array [...]; download the file again");
    }
    return root.elements();
  }

  private static Reader reader(String file, byte[] content) {
    if (content.length == 0) {
      throw new IllegalArgumentException(file + ": an empty file; download it again");
    }
    if (new String(
            content, 0, Math.min(content.length, GIT_LFS.length()), StandardCharsets.US_ASCII)
        .equals(GIT_LFS)) {
      throw new IllegalArgumentException(
          file + ": a pointer of Git LFS, not the file itself; fetch it with git lfs pull");
    }
    return new InputStreamReader(
        new ByteArrayInputStream(content),
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT));
  }

  /** The one object of a file. */
  public static Json parse(String file, Reader reader) {
    Json root = root(file, reader);
    if (!root.isObject()) {
      throw root.refused(NO_OBJECT);
    }
    return root;
  }

  private static Json root(String file, Reader reader) {
    JsonReader json = new JsonReader(reader);
    json.setStrictness(Strictness.STRICT);
    try {
      Json root = new Json(file, "the content", JsonParser.parseReader(json));
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw root.refused(NO_OBJECT);
      }
      return root;
    } catch (JsonParseException | MalformedJsonException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw noText(file, e);
      }
      throw new IllegalArgumentException(
          "%s: no JSON, or JSON cut short: %s; download the file again".formatted(file, reason(e)),
          e);
    } catch (CharacterCodingException e) {
      throw noText(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read; give a file you may read", e);
    }
  }

  private static IllegalArgumentException noText(String file, Exception e) {
    return new IllegalArgumentException(
        file + ": this file is not UTF-8 text; download it again", e);
  }

  /** What the parser says, without its advice to programmers. */
  private static String reason(Exception e) {
    return ADVICE
        .matcher(String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
        .replaceAll("");
  }

  public static UncheckedIOException unreadable(Path path, IOException e) {
    return new UncheckedIOException(path + ": cannot be read; give a file you may read", e);
  }

  public String file() {
    return file;
  }

  /** A member of this object. */
  public Json get(String key) {
    return find(key)
        .orElseThrow(
            () -> refused("has no \"%s\"; take the file of a model of this kind".formatted(key)));
  }

  /** A member of this object, where it is there and not null. */
  public Optional<Json> find(String key) {
    if (!value.isJsonObject()) {
      throw expected("an object {...}");
    }
    return Optional.ofNullable(value.getAsJsonObject().get(key))
        .filter(found -> !found.isJsonNull())
        .map(found -> new Json(file, "\"%s\"".formatted(key), found));
  }

  public Map<String, Json> members() {
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

  public List<Json> elements() {
    if (!value.isJsonArray()) {
      throw expected("an array [...]");
    }
    return StreamSupport.stream(value.getAsJsonArray().spliterator(), false)
        .map(element -> new Json(file, place, element))
        .toList();
  }

  public boolean isString() {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
  }

  public boolean isNumber() {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
  }

  public boolean isArray() {
    return value.isJsonArray();
  }

  public boolean isObject() {
    return value.isJsonObject();
  }

  public String string() {
    if (!isString()) {
      throw expected("a string");
    }
    return value.getAsString();
  }

  public double number() {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
      throw expected("a number");
    }
    double number = value.getAsDouble();
    if (!Double.isFinite(number)) {
      throw expected("a finite number");
    }
    return number;
  }

  public int count() {
    double number = number();
    if (number != (int) number || number < 0) {
      throw expected("a whole number from 0 on");
    }
    return (int) number;
  }

  /** A whole number from 1 on. */
  public int positive() {
    int count = count();
    if (count == 0) {
      throw expected("a whole number from 1 on");
    }
    return count;
  }

  public boolean isTrue() {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean() && truth();
  }

  public boolean truth() {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
      throw expected("true or false");
    }
    return value.getAsBoolean();
  }

  /** The value as plain Java: text, Double, Boolean, List, Map, or null. */
  public @Nullable Object toObject() {
    return PlainJson.of(value);
  }

  /** The members of this object as plain Java. */
  public Map<String, @Nullable Object> toMap() {
    return PlainJson.of(value.getAsJsonObject());
  }

  /** The value of {@code "type"} in this object. */
  public String type() {
    return get("type").string();
  }

  public IllegalArgumentException expected(String what) {
    String text = value.toString();
    return refused(
        "holds %s, expected %s"
            .formatted(text.length() > 80 ? text.substring(0, 80) + "..." : text, what));
  }

  public IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("%s: %s %s".formatted(file, place, why));
  }
}
