package io.github.diffusion4j.ort.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a text becomes, on a vocabulary that one can follow by hand. */
class ClipTokenizerTest {
  private static final List<String> TOKENS = ToyVocabulary.clipTokens();

  private Path folder;
  private ClipTokenizer tokenizer;

  @BeforeEach
  void load(@TempDir Path empty) throws IOException {
    folder = empty;
    tokenizer = ClipTokenizer.load(ToyVocabulary.clip(folder.resolve("clip"), ToyVocabulary.END));
  }

  /** The tokens between start and end. */
  private static List<String> words(Tokenizer tokenizer, String text) {
    Tokens tokens = tokenizer.encode(text);
    return Arrays.stream(tokens.ids(), 1, tokens.count() - 1).mapToObj(TOKENS::get).toList();
  }

  @Test
  void pairsAreMergedInTheOrderTheyWereLearned() {
    assertEquals(List.of("cat</w>"), words(tokenizer, "cat"));
    assertEquals(List.of("horse</w>", "cat</w>"), words(tokenizer, "horse cat"));
    assertEquals(List.of("cat", "s</w>"), words(tokenizer, "cats"));
    assertEquals(List.of("s", "cat</w>"), words(tokenizer, "scat"));
    assertEquals(List.of("aaaa", "aa", "a</w>"), words(tokenizer, "aaaaaaa"));
  }

  @Test
  void aTextIsFramedAndPadded() {
    Tokens tokens = tokenizer.encode("cat");
    int start = TOKENS.indexOf(ToyVocabulary.START);
    int end = TOKENS.indexOf(ToyVocabulary.END);
    int[] ids = new int[12];
    Arrays.fill(ids, end);
    ids[0] = start;
    ids[1] = TOKENS.indexOf("cat</w>");
    assertArrayEquals(ids, tokens.ids());
    assertArrayEquals(new int[] {1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}, tokens.mask());
    assertEquals(3, tokens.count());
    assertEquals("", tokens.cutOff());
    assertEquals(TOKENS.size(), tokenizer.vocabularySize());
    assertEquals(2, tokenizer.encode(" \t\u3000\n").count());
  }

  @Test
  void spellingOfTheSameTextDoesNotMatter() {
    Tokens plain = tokenizer.encode("\u00e9 cat");
    assertEquals(plain, tokenizer.encode("E\u0301  CAT"));
    assertEquals(plain, tokenizer.encode("\u00a0\u00c9\u2028\tCat\n"));
    assertEquals(tokenizer.encode("\u03c3\u03c3"), tokenizer.encode("\u03a3\u03a3"), "final sigma");
    assertEquals(tokenizer.encode("i\u0307"), tokenizer.encode("\u0130"), "dotted capital i");
    assertEquals(tokenizer.encode("\ufffd"), tokenizer.encode("\ud83d"), "half a pair");
  }

  @Test
  void wordsDigitsAndSignsAreCut() {
    assertEquals(
        List.of("1</w>", "2</w>", "cat</w>", "'", "s</w>", "!", "?</w>"),
        words(tokenizer, "12cat's!?"));
  }

  @Test
  void specialTokensInATextAreThemselves() {
    assertEquals(
        List.of("cat</w>", ToyVocabulary.END, "cat</w>"),
        words(tokenizer, "cat" + ToyVocabulary.END + "cat"));
    assertEquals(
        List.of("<", "|</w>", "cat</w>", "|", "></w>"), words(tokenizer, "<|CAT|>"), "signs else");
  }

  @Test
  void theTokenForPaddingIsSpecialToo() throws IOException {
    Tokenizer second = ClipTokenizer.load(ToyVocabulary.clip(folder.resolve("second"), "!"));
    Tokens tokens = second.encode("cat!!");
    assertEquals(List.of("cat</w>", "!", "!"), words(second, "cat!!"));
    assertEquals(TOKENS.indexOf("!"), tokens.ids()[11]);
    assertEquals(List.of("cat</w>", "!", "!</w>"), words(tokenizer, "cat!!"));
  }

  @Test
  void theOlderFileBesideTheConfigurationWins() throws IOException {
    Path clip = ToyVocabulary.clip(folder.resolve("older"), ToyVocabulary.END);
    Files.writeString(
        clip.resolve("special_tokens_map.json"), "{\"pad_token\": {\"content\": \"!\"}}");
    assertEquals(TOKENS.indexOf("!"), ClipTokenizer.load(clip).encode("").ids()[11]);
  }

  @Test
  void tokensThatAUserTaughtAreFound() throws IOException {
    Path clip = ToyVocabulary.clip(folder.resolve("taught"), ToyVocabulary.END);
    JsonObject config =
        ToyVocabulary.object(
            """
            {"added_tokens_decoder": {
              "1000": {"content": "<Toy>", "special": false},
              "1001": {"content": "sks", "special": false, "single_word": true, "normalized": false},
              "1002": {"content": "<s>", "special": true, "lstrip": true, "rstrip": true}}}
            """);
    Files.writeString(clip.resolve("tokenizer_config.json"), config.toString());
    Tokenizer taught = Tokenizer.load(clip);
    assertEquals(1003, taught.vocabularySize());
    assertEquals(1000, taught.encode("<TOY>").ids()[1], "in the cleaned text");
    assertEquals(1001, taught.encode("sks").ids()[1]);
    assertEquals(5, taught.encode("sksy").count() - 1, "no word of its own");
    assertEquals(3, taught.encode("  <s> ").count());
  }

  @Test
  void oneFileHoldsTheSameTokenizer() throws IOException {
    Tokenizer one =
        ClipTokenizer.read("one", new StringReader(ToyVocabulary.clipJson().toString()));
    for (String text : List.of("", "cat horse cats", "aaaaaaa!", "\ud83d\ude80 12")) {
      assertEquals(tokenizer.encode(text), one.encode(text));
    }
    Path file =
        Files.writeString(folder.resolve("tokenizer.json"), ToyVocabulary.clipJson().toString());
    assertEquals(tokenizer.encode("cat"), Tokenizer.load(folder).encode("cat"));
    assertEquals(tokenizer.encode("cat"), ClipTokenizer.load(file).encode("cat"));
  }

  @Test
  void whatDoesNotFitIsCutOffWithAWarning() {
    try (LogOfTokenizers log = new LogOfTokenizers()) {
      Tokens tokens = tokenizer.encode("cat cat cat cat cat cat cat cat cat cat Caf\u00e9 horse!");
      assertEquals(12, tokens.count());
      assertEquals("caf\u00e9 horse !", tokens.cutOff());
      assertEquals(
          List.of(
              "a text of 16 tokens was cut to 10; shorten it by what was cut off: caf\u00e9 horse !"),
          log.messages());
    }
  }

  @Test
  void lengthsBelowThreeAreRefused() {
    assertEquals(3, tokenizer.withLength(3).encode("cat").count());
    Broken.refused(
        () -> tokenizer.withLength(2), "vocab.json: length 2 of a tokenizer; give 3 or more");
  }

  @Test
  void aWordOfAnyLengthIsEncoded() {
    for (String text : List.of("a".repeat(100_000), "\ud83d\ude80".repeat(50_000))) {
      try (LogOfTokenizers log = new LogOfTokenizers()) {
        Tokens tokens = tokenizer.encode(text);
        assertTrue(tokens.cutOff().length() > 10_000);
        assertTrue(log.messages().get(0).length() < 500, "the log stays short");
      }
    }
  }
}
