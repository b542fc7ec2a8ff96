package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.ort.json.Json;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the files of a tokenizer, and holds a {@code tokenizer.json} to what is understood. */
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

  /** A file that must be there. */
  static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          path + ": this file is not UTF-8 text; download it again", e);
    } catch (NoSuchFileException e) {
      throw missing(path, path.getFileName().toString());
    } catch (IOException e) {
      throw Json.unreadable(path, e);
    }
  }

  static IllegalArgumentException missing(Path path, String expected) {
    return new IllegalArgumentException(
        "%s: no tokenizer here%s, expected %s; copy the tokenizer folder of the model"
            .formatted(path, Files.isDirectory(path) ? ", only " + list(path) : "", expected));
  }

  private static String list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted()
          .limit(10)
          .collect(Collectors.joining(", ", "[", "]"));
    } catch (IOException e) {
      throw Json.unreadable(folder, e);
    }
  }
}
