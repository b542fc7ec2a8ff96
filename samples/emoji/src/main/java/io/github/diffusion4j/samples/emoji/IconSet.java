package io.github.diffusion4j.samples.emoji;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One set of vector icons, as {@code @iconify-json} packages it.
 *
 * @param style of its drawings
 * @param attribution one line: name, author, licence and their addresses
 * @param icons an SVG document per name, without hidden icons and flags
 */
record IconSet(Style style, String attribution, Map<String, String> icons) {
  private static final String FLAGS = "Flags";
  private static final double SIDE = 16; // Iconify's, where neither set nor icon gives one

  static IconSet of(Style style, NpmArchive archive) {
    JsonObject set = archive.object("package/icons.json");
    Set<String> flags = flags(archive.object("package/metadata.json"));
    Map<String, String> icons = new TreeMap<>();
    for (Map.Entry<String, JsonElement> entry : set.getAsJsonObject("icons").entrySet()) {
      JsonObject icon = entry.getValue().getAsJsonObject();
      if (!icon.has("hidden") && !flags.contains(entry.getKey())) {
        icons.put(entry.getKey(), svg(icon, set));
      }
    }
    return new IconSet(style, attribution(style, archive.object("package/info.json")), icons);
  }

  private static Set<String> flags(JsonObject metadata) {
    Set<String> flags = new HashSet<>();
    JsonObject categories = metadata.getAsJsonObject("categories");
    if (categories != null && categories.has(FLAGS)) {
      categories.getAsJsonArray(FLAGS).forEach(name -> flags.add(name.getAsString()));
    }
    return flags;
  }

  private static String svg(JsonObject icon, JsonObject set) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
    viewBox="%s %s %s %s">%s</svg>"""
        .formatted(
            number("left", 0, icon, set),
            number("top", 0, icon, set),
            number("width", SIDE, icon, set),
            number("height", SIDE, icon, set),
            icon.get("body").getAsString());
  }

  private static double number(String key, double otherwise, JsonObject icon, JsonObject set) {
    if (icon.has(key)) {
      return icon.get(key).getAsDouble();
    }
    return set.has(key) ? set.get(key).getAsDouble() : otherwise;
  }

  private static String attribution(Style style, JsonObject info) {
    JsonObject author = info.getAsJsonObject("author");
    JsonObject licence = info.getAsJsonObject("license");
    return "%s: %s by %s, %s; %s (%s)"
        .formatted(
            style.folder(),
            text(info, "name"),
            text(author, "name"),
            text(author, "url"),
            text(licence, "title"),
            text(licence, "url"));
  }

  private static String text(JsonObject object, String key) {
    return object.has(key) ? object.get(key).getAsString() : "unknown";
  }
}
