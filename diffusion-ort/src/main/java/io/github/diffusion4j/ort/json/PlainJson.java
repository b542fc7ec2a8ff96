package io.github.diffusion4j.ort.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plain Java: text, Double, Boolean, List, Map, or null. */
final class PlainJson {
  private PlainJson() {}

  static Map<String, @Nullable Object> of(JsonObject object) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    object.entrySet().forEach(e -> map.put(e.getKey(), of(e.getValue())));
    return map;
  }

  static @Nullable Object of(JsonElement element) {
    if (element.isJsonNull()) {
      return null;
    }
    if (element.isJsonArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      element.getAsJsonArray().forEach(e -> list.add(of(e)));
      return list;
    }
    if (element.isJsonObject()) {
      return of(element.getAsJsonObject());
    }
    JsonPrimitive primitive = element.getAsJsonPrimitive();
    if (primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    return primitive.isNumber() ? (Object) primitive.getAsDouble() : primitive.getAsString();
  }
}
