package io.github.diffusion4j.samples.emoji;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.GsonBuilder;
import io.github.diffusion4j.samples.minilm.MiniLm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text encoder as components of a model of a hub: {@code text_encoder/} with the files of a
 * sentence encoder, and {@code tokenizer/}.
 */
final class TextEncoderFolder {
  private TextEncoderFolder() {}

  /**
   * Writes both.
   *
   * @param folder of the model; made if it is not there
   * @param length the most tokens of a text, start and end included
   */
  static void write(Path folder, int length) {
    Path encoder = folder.resolve("text_encoder");
    Path tokenizer = folder.resolve("tokenizer");
    copy(MiniLm.MODEL, encoder.resolve("model.onnx"));
    copy(MiniLm.TOKENIZER, tokenizer.resolve("tokenizer.json"));
    write(
        encoder.resolve("config.json"),
        Map.of("model_type", "bert", "hidden_size", MiniLm.WIDTH, "vocab_size", MiniLm.VOCABULARY));
    write(
        encoder.resolve("modules.json"),
        List.of(
            module(0, "", "Transformer"),
            module(1, "1_Pooling", "Pooling"),
            module(2, "2_Normalize", "Normalize")));
    write(
        encoder.resolve("1_Pooling/config.json"),
        Map.of("word_embedding_dimension", MiniLm.WIDTH, "pooling_mode_mean_tokens", true));
    write(
        tokenizer.resolve("tokenizer_config.json"),
        Map.of("tokenizer_class", "BertTokenizer", "model_max_length", length));
  }

  private static Map<String, Object> module(int index, String path, String type) {
    String name = "sentence_transformers.models." + type;
    return new TreeMap<>(
        Map.of("idx", index, "name", Integer.toString(index), "path", path, "type", name));
  }

  private static void copy(String resource, Path file) {
    try (InputStream in = MiniLm.resource(resource)) {
      Files.createDirectories(file.resolveSibling(""));
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  private static void write(Path file, Object content) {
    Object sorted = content instanceof Map<?, ?> map ? new TreeMap<Object, Object>(map) : content;
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(sorted) + "\n";
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, json, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }
}
