package io.github.diffusion4j.ort.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes small tokenizers in the layouts of real ones. */
public final class ToyVocabulary {
  static final String START = "<|startoftext|>";
  static final String END = "<|endoftext|>";
  static final List<String> MERGES =
      List.of(
          "c a",
          "a t</w>",
          "ca t</w>",
          "h o",
          "r s",
          "ho rs",
          "hors e</w>",
          "a a",
          "aa aa",
          "ca t",
          "s c");
  static final List<String> PIECES =
      List.of(
          "[PAD]", "[UNK]", "[CLS]", "[SEP]", "cat", "##s", "c", "##at", "horse", "cafe", "!", "中");

  private ToyVocabulary() {}

  /** The letters of the 256 bytes: printable ones stand for themselves. */
  private static List<String> letters() {
    List<String> letters = new ArrayList<>();
    int others = 0;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xFF && b != 0xAD);
      letters.add(Character.toString(printable ? b : 256 + others++));
    }
    return letters;
  }

  /** Bytes, bytes at the end of a word, merges, start and end. */
  public static List<String> clipTokens() {
    List<String> tokens = new ArrayList<>(letters());
    letters().forEach(letter -> tokens.add(letter + "</w>"));
    for (String merge : MERGES) {
      String token = merge.replace(" ", "");
      if (!tokens.contains(token)) {
        tokens.add(token);
      }
    }
    tokens.add(START);
    tokens.add(END);
    return tokens;
  }

  private static JsonObject ids(List<String> tokens) {
    JsonObject ids = new JsonObject();
    IntStream.range(0, tokens.size()).forEach(id -> ids.addProperty(tokens.get(id), id));
    return ids;
  }

  /** A folder with vocab.json, merges.txt and tokenizer_config.json. */
  public static Path clip(Path folder, String padding) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("vocab.json"), ids(clipTokens()).toString());
    Files.writeString(
        folder.resolve("merges.txt"), "#version: 0.2\n" + String.join("\n", MERGES) + "\n");
    JsonObject config = new JsonObject();
    config.addProperty("model_max_length", 12);
    config.addProperty("pad_token", padding);
    Files.writeString(folder.resolve("tokenizer_config.json"), config.toString());
    return folder;
  }

  /** The same tokenizer in one file. */
  static JsonObject clipJson() {
    JsonObject json =
        object(
            """
            {"truncation": {"max_length": 12},
             "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Replace"}, {"type": "Lowercase"}]},
             "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Split"}, {"type": "ByteLevel"}]},
             "model": {"type": "BPE", "end_of_word_suffix": "</w>"}}
            """);
    json.getAsJsonObject("model").add("vocab", ids(clipTokens()));
    JsonArray merges = new JsonArray();
    for (String merge : MERGES) {
      JsonArray pair = new JsonArray();
      for (String token : merge.split(" ", -1)) {
        pair.add(token);
      }
      merges.add(pair);
    }
    json.getAsJsonObject("model").add("merges", merges);
    return json;
  }

  static JsonObject wordPieceJson() {
    JsonObject json =
        object(
            """
            {"padding": {"strategy": {"Fixed": 8}, "pad_token": "[PAD]"},
             "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                            "strip_accents": null, "lowercase": true},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "TemplateProcessing", "single": [
               {"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
               {"SpecialToken": {"id": "[SEP]", "type_id": 0}}]},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                       "max_input_chars_per_word": 100}}
            """);
    json.getAsJsonObject("model").add("vocab", ids(PIECES));
    return json;
  }

  static JsonObject object(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
