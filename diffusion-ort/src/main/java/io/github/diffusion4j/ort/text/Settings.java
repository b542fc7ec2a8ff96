package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.ort.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is said about a vocabulary: by {@code tokenizer_config.json} beside it, by {@code
 * tokenizer.json}, and, where the configuration does not list the added tokens itself, by the older
 * {@code special_tokens_map.json} and {@code added_tokens.json}.
 */
final class Settings {
  private static final List<String> SPECIAL =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  /** A length beyond this means that there is no limit. */
  private static final double NO_LIMIT = 1e6;

  private final Optional<Json> config;
  private final Optional<Json> model;

  /** By their keys, in the order in which later ones win. */
  private final Map<String, AddedToken> special = new LinkedHashMap<>();

  private final Map<String, AddedToken> listed = new LinkedHashMap<>();
  private final Map<String, Integer> ids = new LinkedHashMap<>();

  private Settings(Optional<Json> config, Optional<Json> model) {
    this.config = config;
    this.model = model;
  }

  /**
   * Reads what is there.
   *
   * @param files of the vocabulary
   * @param model the content of {@code tokenizer.json}, where the vocabulary is in that
   * @param standard special tokens by key, for those that nothing names
   */
  static Settings read(TokenizerFiles files, Optional<Json> model, Map<String, String> standard) {
    Settings settings = new Settings(files.json("tokenizer_config.json"), model);
    standard.forEach((key, token) -> settings.special.put(key, AddedToken.plain(token, false)));
    settings.config.ifPresent(Settings::refuseWhatIsNotDone);
    model.flatMap(m -> m.find("padding")).ifPresent(settings::readSpecial);
    settings.config.ifPresent(settings::readSpecial);
    Optional<Json> list = settings.config.flatMap(c -> c.find("added_tokens_decoder"));
    if (list.isPresent()) {
      list.get().members().forEach((id, token) -> settings.list(id(token, id), token));
    } else {
      files.json("special_tokens_map.json").ifPresent(settings::readSpecial);
      files.json("added_tokens.json").ifPresent(settings::readAdded);
    }
    model
        .flatMap(m -> m.find("added_tokens"))
        .map(Json::elements)
        .orElse(List.of())
        .forEach(token -> settings.list(token.get("id").count(), token));
    return settings;
  }

  private static void refuseWhatIsNotDone(Json config) {
    for (String key : List.of("padding_side", "truncation_side")) {
      Optional<Json> side = config.find(key);
      if (side.isPresent() && !side.get().string().equals("right")) {
        throw side.get().expected("\"right\"; set it so, as image models expect it");
      }
    }
  }

  private static int id(Json token, String id) {
    try {
      return Integer.parseUnsignedInt(id);
    } catch (NumberFormatException e) {
      throw token.refused("has the id '%s', expected a whole number from 0 on".formatted(id));
    }
  }

  private void readSpecial(Json json) {
    for (String key : SPECIAL) {
      json.find(key).ifPresent(token -> special.put(key, AddedToken.special(token)));
    }
    json.find("additional_special_tokens").map(Json::elements).orElse(List.of()).stream()
        .map(AddedToken::special)
        .forEach(token -> special.put(token.content(), token));
  }

  private void readAdded(Json json) {
    json.members()
        .forEach(
            (content, id) -> {
              boolean known = special.values().stream().anyMatch(t -> t.content().equals(content));
              listed.putIfAbsent(content, AddedToken.plain(content, !known));
              ids.putIfAbsent(content, id.count());
            });
  }

  private void list(int id, Json json) {
    AddedToken token = AddedToken.listed(json);
    listed.putIfAbsent(token.content(), token);
    ids.putIfAbsent(token.content(), id);
  }

  /** Every added token by its content. */
  Map<String, AddedToken> added() {
    Map<String, AddedToken> added = new LinkedHashMap<>();
    special.values().forEach(token -> added.put(token.content(), token));
    added.putAll(listed);
    return added;
  }

  /** The ids of added tokens, of those whose ids are told. */
  Map<String, Integer> ids() {
    return ids;
  }

  /** The text of a special token. */
  String token(String key) {
    return Objects.requireNonNull(special.get(key), key).content();
  }

  /** A yes or no of the configuration. */
  Optional<Boolean> flag(String key) {
    return config.flatMap(c -> c.find(key)).map(Json::truth);
  }

  /** The length that the files name: the configuration's limit, else what is cut or padded to. */
  Optional<Integer> length() {
    return Stream.of(
            config.flatMap(c -> c.find("model_max_length")),
            model.flatMap(m -> m.find("truncation")).map(t -> t.get("max_length")),
            model
                .flatMap(m -> m.find("padding"))
                .map(p -> p.get("strategy"))
                .filter(Json::isObject)
                .flatMap(strategy -> strategy.find("Fixed")))
        .flatMap(Optional::stream)
        .filter(length -> length.number() <= NO_LIMIT)
        .findFirst()
        .map(Json::count);
  }
}
