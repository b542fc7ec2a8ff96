package io.github.diffusion4j.ort.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every text, also for one that is no text. */
class TokenizerLawsTest {
  private static final List<String> CLIP = ToyVocabulary.clipTokens();

  interface Laws {
    /** Of the length asked for. */
    Tokenizer tokenizer(int length);

    int start();

    int end();

    int padding();

    /** Half pairs, controls, marks, joined emoji and special tokens among them. */
    @Provide
    default Arbitrary<String> texts() {
      Arbitrary<String> chars = Arbitraries.strings().all().ofMaxLength(40);
      Arbitrary<String> parts =
          Arbitraries.of(
              "cat",
              "Horse",
              " ",
              "\n",
              "\u00e9",
              "e\u0301\u0323",
              "\u0130",
              "\ud83d",
              "\ude80",
              "\ud83d\udc69\u200d\ud83d\ude80",
              "\u4e2d",
              "'s",
              "'",
              "!!",
              "\u0000",
              "\u0085",
              "12",
              ToyVocabulary.START,
              ToyVocabulary.END,
              "[SEP]",
              "[PAD]",
              "\\E",
              "$0",
              "%s",
              "{0}");
      return Arbitraries.oneOf(
          chars, parts.list().ofMaxSize(30).map(list -> String.join("", list)));
    }

    @Property
    default void everyTextIsFramed(
        @ForAll("texts") String text, @ForAll @IntRange(min = 3, max = 40) int length) {
      try (LogOfTokenizers log = new LogOfTokenizers()) {
        Tokenizer tokenizer = tokenizer(length);
        Tokens tokens = tokenizer.encode(text);
        int[] ids = tokens.ids();
        assertEquals(length, ids.length);
        assertEquals(start(), ids[0]);
        assertEquals(end(), ids[tokens.count() - 1]);
        assertTrue(Arrays.stream(ids).allMatch(id -> id >= 0 && id < tokenizer.vocabularySize()));
        assertTrue(Arrays.stream(ids).skip(tokens.count()).allMatch(id -> id == padding()));
        assertEquals(tokens.count(), Arrays.stream(tokens.mask()).sum());
        assertEquals(tokens, tokenizer.encode(text));
        assertTrue(log.messages().size() % 2 == 0, "both warn, or none");
      }
    }

    /** What is cut off is the end, and it is told. */
    @Property
    default void aShorterLengthKeepsTheStart(
        @ForAll("texts") String text, @ForAll @IntRange(min = 3, max = 20) int length) {
      try (LogOfTokenizers log = new LogOfTokenizers()) {
        Tokens all = tokenizer(5000).encode(text);
        Tokens cut = tokenizer(length).encode(text);
        assertArrayEquals(
            Arrays.copyOf(all.ids(), cut.count() - 1), Arrays.copyOf(cut.ids(), cut.count() - 1));
        assertEquals(cut.count() < all.count(), !log.messages().isEmpty());
      }
    }

    /** White space ends every word, so that texts can be joined. */
    @Property
    default void wordsDoNotKnowEachOther(
        @ForAll("texts") String first, @ForAll("texts") String second) {
      Tokenizer tokenizer = tokenizer(5000);
      List<Integer> joined = new ArrayList<>(words(tokenizer, first));
      joined.addAll(words(tokenizer, second));
      assertEquals(joined, words(tokenizer, first + "\n" + second));
    }

    private static List<Integer> words(Tokenizer tokenizer, String text) {
      Tokens tokens = tokenizer.encode(text);
      return Arrays.stream(tokens.ids(), 1, tokens.count() - 1).boxed().toList();
    }
  }

  @Group
  class OfClip implements Laws {
    private final ClipTokenizer tokenizer =
        ClipTokenizer.read("toy", new StringReader(ToyVocabulary.clipJson().toString()));

    @Override
    public Tokenizer tokenizer(int length) {
      return tokenizer.withLength(length);
    }

    @Override
    public int start() {
      return CLIP.indexOf(ToyVocabulary.START);
    }

    @Override
    public int end() {
      return CLIP.indexOf(ToyVocabulary.END);
    }

    @Override
    public int padding() {
      return end();
    }
  }

  @Group
  class OfWordPieces implements Laws {
    private final WordPieceTokenizer tokenizer =
        WordPieceTokenizer.read("toy", new StringReader(ToyVocabulary.wordPieceJson().toString()));

    @Override
    public Tokenizer tokenizer(int length) {
      return tokenizer.withLength(length);
    }

    @Override
    public int start() {
      return ToyVocabulary.PIECES.indexOf("[CLS]");
    }

    @Override
    public int end() {
      return ToyVocabulary.PIECES.indexOf("[SEP]");
    }

    @Override
    public int padding() {
      return ToyVocabulary.PIECES.indexOf("[PAD]");
    }
  }

  /** The queue finds what a search of all pairs finds, one merge at a time. */
  @Property
  void pairsAreMergedAsBySearchingAll(
      @ForAll("pairs") List<String> merges, @ForAll("word") String word) {
    List<String> tokens = new ArrayList<>(List.of("a", "b", "c"));
    List<String[]> pairs = new ArrayList<>();
    for (String merge : merges) {
      String[] pair = {merge.substring(0, merge.length() / 2), merge.substring(merge.length() / 2)};
      if (tokens.contains(pair[0]) && tokens.contains(pair[1]) && !tokens.contains(merge)) {
        tokens.add(merge);
        pairs.add(pair);
      }
    }
    List<String> symbols = new ArrayList<>(List.of(word.split("")));
    for (int rank = 0; rank < pairs.size(); rank++) {
      String[] pair = pairs.get(rank);
      for (int i = 0; i + 1 < symbols.size(); i++) {
        if (symbols.get(i).equals(pair[0]) && symbols.get(i + 1).equals(pair[1])) {
          symbols.set(i, pair[0] + pair[1]);
          symbols.remove(i + 1);
          rank = -1;
          break;
        }
      }
    }
    int[] ids = word.chars().map(c -> c - 'a').toArray();
    List<String> merged =
        new BytePairs("toy", pairs, Vocabulary.of("toy", tokens))
            .merge(ids)
            .mapToObj(tokens::get)
            .toList();
    assertEquals(symbols, merged);
  }

  @Provide
  Arbitrary<List<String>> pairs() {
    return Arbitraries.strings()
        .withChars("abc")
        .ofMinLength(2)
        .ofMaxLength(5)
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<String> word() {
    return Arbitraries.strings().withChars("abc").ofMinLength(1).ofMaxLength(30);
  }
}
