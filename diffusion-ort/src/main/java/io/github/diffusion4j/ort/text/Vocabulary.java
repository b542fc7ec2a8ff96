package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.ort.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens and their ids, one to one. */
final class Vocabulary {
  private final String file;
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Integer, String> tokens = new HashMap<>();

  private Vocabulary(String file) {
    this.file = file;
  }

  /** From an object of token to id. */
  static Vocabulary of(Json json) {
    Vocabulary vocabulary = new Vocabulary(json.file());
    json.members().forEach((token, id) -> vocabulary.add(token, id.count()));
    return vocabulary;
  }

  /** From the lines of a file, one token per line, ids from 0. */
  static Vocabulary of(String file, List<String> lines) {
    Vocabulary vocabulary = new Vocabulary(file);
    for (int id = 0; id < lines.size(); id++) {
      vocabulary.add(lines.get(id), id);
    }
    return vocabulary;
  }

  /** This vocabulary and more tokens; those it has keep their ids. */
  Vocabulary with(Map<String, Integer> more) {
    Vocabulary all = new Vocabulary(file);
    ids.forEach(all::add);
    more.forEach(
        (token, id) -> {
          if (!ids.containsKey(token)) {
            all.add(token, id);
          }
        });
    return all;
  }

  private void add(String token, int id) {
    @Nullable String other = tokens.put(id, token);
    @Nullable Integer before = ids.put(token, id);
    if (other != null || before != null) {
      throw new IllegalArgumentException(
          "%s: id %d of token '%s' is taken twice, by '%s' too; expected one id per token and one token per id; download the file again"
              .formatted(file, id, token, other == null ? token : other));
    }
  }

  String file() {
    return file;
  }

  @Nullable Integer find(String token) {
    return ids.get(token);
  }

  /** The id of a token that the tokenizer cannot do without. */
  int require(String token, String role, String key) {
    @Nullable Integer id = find(token);
    if (id == null) {
      throw new IllegalArgumentException(
          ("%s: %d tokens, but not '%s', the token for %s; take the vocabulary of the same model, or name its"
                  + " token as %s in tokenizer_config.json")
              .formatted(file, ids.size(), token, role, key));
    }
    return id;
  }

  String token(int id) {
    return tokens.getOrDefault(id, "");
  }

  /** One more than the largest id. */
  int size() {
    return tokens.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
  }
}
