package io.github.diffusion4j.ort.text;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are not what they should be: one sentence with the file, what was found, and the cure.
 */
class BrokenTokenizerTest {
  private Path temporary;
  private Path folder;

  @BeforeEach
  void write(@TempDir Path empty) throws IOException {
    temporary = empty;
    folder = ToyVocabulary.clip(temporary.resolve("clip"), "!");
  }

  private void refused(String file, String content, String... words) throws IOException {
    Path path = folder.resolve(file);
    byte[] before = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    Files.writeString(path, content);
    Broken.refused(() -> Tokenizer.load(folder), words);
    Broken.refused(() -> Tokenizer.load(folder), folder + path.getFileSystem().getSeparator());
    if (before.length > 0) {
      Files.write(path, before);
    } else {
      Files.delete(path);
    }
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(folder.resolve("merges.txt"));
    Broken.refused(
        () -> Tokenizer.load(folder),
        folder + ": no tokenizer here, only [tokenizer_config.json, vocab.json], expected",
        "merges.txt",
        "copy the tokenizer folder of the model");
    Path nothing = temporary.resolve("nothing");
    Broken.refused(() -> Tokenizer.load(nothing), nothing + ": no tokenizer here");
    Broken.refused(
        () -> WordPieceTokenizer.load(folder), folder + ": no tokenizer here", "vocab.txt");
  }

  @Test
  void wrongJsonIsNamed() throws IOException {
    refused("vocab.json", "", "an empty file; download it again");
    refused("vocab.json", "{\"a\": 1", "no JSON, or JSON cut short");
    refused("vocab.json", "{a: 1}", "no JSON");
    refused("vocab.json", "[]", "not one JSON object");
    refused("vocab.json", "{} {}", "no JSON");
    refused(
        "vocab.json",
        "version https://git-lfs.github.com/spec/v1",
        "a pointer of Git LFS",
        "git lfs pull");
    refused("vocab.json", "{\"a\": \"b\"}", "\"b\", expected a number");
    refused("vocab.json", "{\"a\": 1.5}", "1.5, expected a whole number");
    refused("vocab.json", "{\"a\": -1}", "-1, expected a whole number");
    refused("vocab.json", "{\"a\": 1, \"b\": 1}", "id 1 of token 'b' is taken twice, by 'a' too");
    refused(
        "tokenizer_config.json", "{\"pad_token\": 5}", "\"pad_token\" holds 5, expected an object");
    refused("tokenizer_config.json", "{\"model_max_length\": 2}", "length 2");
    refused(
        "tokenizer_config.json",
        "{\"padding_side\": \"left\"}",
        "\"padding_side\" holds \"left\", expected \"right\"");
    refused(
        "tokenizer_config.json",
        "{\"added_tokens_decoder\": {\"x\": {\"content\": \"y\"}}}",
        "'x', expected a whole number");
  }

  @Test
  void aVocabularyOfAnotherModelIsNamed() throws IOException {
    refused(
        "tokenizer_config.json",
        "{\"bos_token\": \"<s>\"}",
        "but not '<s>', the token for the start",
        "name its token as bos_token");
    refused(
        "merges.txt",
        "c a\nq x\n",
        "the merge 'q x' needs the token 'qx'",
        "take both from the same model");
    refused("merges.txt", "c a t\n", "merge 1 is 'c a t', expected two tokens");
  }

  private void refused(JsonObject json, Consumer<JsonObject> change, String... words) {
    change.accept(json);
    Broken.refused(() -> loadAny(json), words);
  }

  private static Tokenizer loadAny(JsonObject json) {
    StringReader reader = new StringReader(json.toString());
    return json.getAsJsonObject("model").get("type").getAsString().equals("WordPiece")
        ? WordPieceTokenizer.read("toy.json", reader)
        : ClipTokenizer.read("toy.json", reader);
  }

  @Test
  void aTokenizerOfAnotherKindIsNamed() {
    refused(
        ToyVocabulary.clipJson(),
        json -> json.getAsJsonObject("model").addProperty("type", "Unigram"),
        "toy.json: \"model\" is of type Unigram, expected BPE; bring a Tokenizer of your own");
    refused(
        ToyVocabulary.clipJson(),
        json -> json.getAsJsonObject("model").remove("end_of_word_suffix"),
        "toy.json: \"model\" marks the end of a word by ''");
    refused(
        ToyVocabulary.clipJson(),
        json -> json.add("normalizer", ToyVocabulary.object("{\"type\": \"NFKC\"}")),
        "\"normalizer\" is [NFKC], expected [NFC, Replace, Lowercase]");
    refused(
        ToyVocabulary.clipJson(),
        json -> json.remove("pre_tokenizer"),
        "toy.json: the content has no \"pre_tokenizer\"");
    refused(
        ToyVocabulary.wordPieceJson(),
        json -> json.add("post_processor", ToyVocabulary.object("{\"type\": \"ByteLevel\"}")),
        "\"post_processor\" is of type ByteLevel");
    refused(
        ToyVocabulary.wordPieceJson(),
        json -> json.getAsJsonObject("model").getAsJsonObject("vocab").remove("[CLS]"),
        "toy.json: 11 tokens, but not '[CLS]'");
    Broken.refused(
        () ->
            ClipTokenizer.read(
                "toy.json", new StringReader(ToyVocabulary.wordPieceJson().toString())),
        "open it as a WordPieceTokenizer");
  }
}
