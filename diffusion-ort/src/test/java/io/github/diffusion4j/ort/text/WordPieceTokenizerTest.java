package io.github.diffusion4j.ort.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a text becomes, on a vocabulary of twelve pieces. */
class WordPieceTokenizerTest {
  private final WordPieceTokenizer tokenizer = of(ToyVocabulary.wordPieceJson());

  private static WordPieceTokenizer of(JsonObject json) {
    return WordPieceTokenizer.read("toy", new StringReader(json.toString()));
  }

  private static List<String> tokens(Tokenizer tokenizer, String text) {
    Tokens tokens = tokenizer.encode(text);
    return Arrays.stream(tokens.ids(), 0, tokens.count())
        .mapToObj(ToyVocabulary.PIECES::get)
        .toList();
  }

  @Test
  void theLongestPieceComesFirst() {
    assertEquals(List.of("[CLS]", "cat", "##s", "[SEP]"), tokens(tokenizer, "cats"));
    assertEquals(List.of("[CLS]", "c", "##s", "##at", "[SEP]"), tokens(tokenizer, "csat"));
    assertEquals(List.of("[CLS]", "[UNK]", "[SEP]"), tokens(tokenizer, "catsx"));
    assertEquals(List.of("[CLS]", "[UNK]", "[SEP]"), tokens(tokenizer, "c" + "s".repeat(100)));
  }

  @Test
  void aTextIsCleanedAsTheFileSays() {
    assertEquals(
        List.of("[CLS]", "cafe", "!", "中", "cat", "[SEP]"),
        tokens(tokenizer, "\u0000CAF\u00c9!\u00ad\u4e2dcat\u2028"));
    JsonObject cased = ToyVocabulary.wordPieceJson();
    cased.getAsJsonObject("normalizer").addProperty("lowercase", false);
    assertEquals(
        List.of("[CLS]", "[UNK]", "[UNK]", "cat", "[SEP]"), tokens(of(cased), "Cat caf\u00e9 cat"));
    cased.getAsJsonObject("normalizer").addProperty("strip_accents", true);
    assertEquals(List.of("[CLS]", "cafe", "[SEP]"), tokens(of(cased), "caf\u00e9"));
  }

  @Test
  void lengthAndPaddingAreThoseOfTheFile() {
    assertEquals(8, tokenizer.length());
    assertEquals(12, tokenizer.vocabularySize());
    assertEquals(Tokens.of(new int[] {2, 4, 3, 0, 0, 0, 0, 0}, 3, ""), tokenizer.encode("cat"));
    try (LogOfTokenizers log = new LogOfTokenizers()) {
      assertEquals("cats horse", tokenizer.encode("c c c c c c cats horse").cutOff());
      assertEquals(1, log.messages().size());
    }
  }

  @Test
  void aListOfPiecesDoes(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("vocab.txt"), ToyVocabulary.PIECES);
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"model_max_length\": 8}");
    for (Tokenizer loaded : List.of(Tokenizer.load(folder), WordPieceTokenizer.load(file))) {
      for (String text : List.of("", "Cats, caf\u00e9!", "[SEP] horse")) {
        assertEquals(tokens(tokenizer, text), tokens(loaded, text));
      }
    }
  }
}
