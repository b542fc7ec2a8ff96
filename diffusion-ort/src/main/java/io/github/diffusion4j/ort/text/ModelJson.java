package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.ort.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a {@code tokenizer.json} to what is understood. */
final class ModelJson {
  static final String NAME = "tokenizer.json";
  static final String WORD_PIECE = "WordPiece";
  static final String BYTE_PAIRS = "BPE";

  private static final Map<String, String> READERS =
      Map.of(WORD_PIECE, "WordPieceTokenizer", BYTE_PAIRS, "ClipTokenizer");

  private ModelJson() {}

  static boolean isWordPiece(Json json) {
    return json.get("model").type().equals(WORD_PIECE);
  }

  /** The model of a {@code tokenizer.json}, which must be of a type. */
  static Json model(Json json, String type) {
    Json model = json.get("model");
    String found = model.type();
    if (!found.equals(type)) {
      throw model.refused(
          "is of type %s, expected %s; %s"
              .formatted(
                  found,
                  type,
                  Optional.ofNullable(READERS.get(found))
                      .map(reader -> "open it as a " + reader)
                      .orElse("bring a Tokenizer of your own for this one")));
    }
    return model;
  }

  /** The members of a sequence of normalizers or pre-tokenizers; one alone is a sequence, too. */
  static List<Json> steps(Json json, String key, String members) {
    Json step = json.get(key);
    return step.type().equals("Sequence") ? step.get(members).elements() : List.of(step);
  }

  static void expectTypes(Json json, String key, String members, String... types) {
    List<String> found = steps(json, key, members).stream().map(Json::type).toList();
    if (!found.equals(List.of(types))) {
      throw json.get(key)
          .refused(
              "is %s, expected %s; bring a Tokenizer of your own for this one"
                  .formatted(found, List.of(types)));
    }
  }
}
