package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.ort.json.Json;

/**
 * A token that is found in a text as it stands, before words are cut: start and end, padding, and
 * what a user taught a model.
 *
 * @param content its text
 * @param normalized whether it is looked for in the cleaned text, and not in the text as given
 * @param leftStrip whether it takes the white space before it along
 * @param rightStrip whether it takes the white space behind it along
 * @param singleWord whether it counts only where no letter, digit or underscore touches it
 */
record AddedToken(
    String content, boolean normalized, boolean leftStrip, boolean rightStrip, boolean singleWord) {

  /** A token of which only the text is known. */
  static AddedToken plain(String content, boolean normalized) {
    return new AddedToken(content, normalized, false, false, false);
  }

  /** A special token: a string, or an object with {@code content}. */
  static AddedToken special(Json json) {
    return json.isString() ? plain(json.string(), false) : of(json, false);
  }

  /** A token of a list of added tokens, which says itself whether it is special. */
  static AddedToken listed(Json json) {
    return of(json, !flag(json, "special", false));
  }

  private static AddedToken of(Json json, boolean normalized) {
    return new AddedToken(
        json.get("content").string(),
        flag(json, "normalized", normalized),
        flag(json, "lstrip", false),
        flag(json, "rstrip", false),
        flag(json, "single_word", false));
  }

  private static boolean flag(Json json, String key, boolean standard) {
    return json.find(key).map(Json::truth).orElse(standard);
  }
}
