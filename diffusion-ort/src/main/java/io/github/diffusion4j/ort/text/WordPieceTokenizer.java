package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.ort.json.Json;
import java.io.Reader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * BERT's tokenizer (Devlin et al. 2018, arXiv:1810.04805), of BERT, MiniLM and other sentence
 * encoders.
 *
 * <p>A text is cleaned of control characters, set in lower case and stripped of accents, as the
 * model's files say, and cut into words and single punctuation marks; each word becomes the longest
 * pieces that the vocabulary has, from the left, or the token for the unknown.
 *
 * <p>The ids are those of {@code BertTokenizer} of the library transformers, version 5, except for
 * marks and punctuation that came after Unicode 8: there that library's tables end, and here those
 * of the running Java hold.
 *
 * <p>Immutable and thread-safe.
 */
public final class WordPieceTokenizer implements Tokenizer {
  /** The file of a vocabulary of lines. */
  static final String LINES = "vocab.txt";

  private static final int LENGTH = 512;
  private static final int LONGEST_WORD = 100;
  private static final String MASK = "[MASK]";
  private static final Map<String, String> STANDARD = new LinkedHashMap<>();

  static {
    STANDARD.put("unk_token", "[UNK]");
    STANDARD.put("sep_token", "[SEP]");
    STANDARD.put("pad_token", "[PAD]");
    STANDARD.put("cls_token", "[CLS]");
  }

  private final Encoder encoder;

  private WordPieceTokenizer(Encoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Reads the tokenizer of a model.
   *
   * @param path a folder with {@code tokenizer.json} or else {@code vocab.txt}; or one of these
   *     files, under any name that ends as theirs. {@code tokenizer_config.json} beside it, {@code
   *     special_tokens_map.json} and {@code added_tokens.json} are minded, where they are
   * @return the tokenizer; its length is {@code model_max_length}, else what {@code tokenizer.json}
   *     cuts or pads to, else 512
   * @throws IllegalArgumentException if a file is missing or is not what it should be; the message
   *     names the file, what was found, what was expected, and the cure
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static WordPieceTokenizer load(Path path) {
    return read(TokenizerFiles.at(path));
  }

  static WordPieceTokenizer read(TokenizerFiles files) {
    Optional<Json> model = files.isText() ? Optional.empty() : files.model();
    if (model.isPresent()) {
      return of(files, model.get());
    }
    return of(
        files, files.lines(LINES).orElseThrow(() -> files.missing("tokenizer.json or vocab.txt")));
  }

  /**
   * Reads a tokenizer that is no file, such as a resource.
   *
   * @param name for messages
   * @param json the content of a {@code tokenizer.json}; not closed
   * @return the tokenizer
   * @throws IllegalArgumentException if it is not a tokenizer of this kind
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static WordPieceTokenizer read(String name, Reader json) {
    return of(TokenizerFiles.none(name), Json.parse(name, json));
  }

  private static WordPieceTokenizer of(TokenizerFiles files, List<String> lines) {
    Map<String, String> standard = new LinkedHashMap<>(STANDARD);
    if (lines.contains(MASK)) {
      standard.put("mask_token", MASK);
    }
    Settings settings = Settings.read(files, Optional.empty(), standard);
    boolean lowerCase = settings.flag("do_lower_case").orElse(true);
    WordPieces.Options options =
        new WordPieces.Options(
            true,
            settings.flag("tokenize_chinese_chars").orElse(true),
            settings.flag("strip_accents").orElse(lowerCase),
            lowerCase,
            "##",
            LONGEST_WORD);
    return of(settings, Vocabulary.of(files.nameOf(LINES), lines), options);
  }

  static WordPieceTokenizer of(TokenizerFiles files, Json json) {
    Json model = ModelJson.model(json, ModelJson.WORD_PIECE);
    ModelJson.expectTypes(json, "normalizer", "normalizers", "BertNormalizer");
    ModelJson.expectTypes(json, "pre_tokenizer", "pretokenizers", "BertPreTokenizer");
    Json normalizer = ModelJson.steps(json, "normalizer", "normalizers").get(0);
    boolean lowerCase = flag(normalizer, "lowercase", true);
    WordPieces.Options options =
        new WordPieces.Options(
            flag(normalizer, "clean_text", true),
            flag(normalizer, "handle_chinese_chars", true),
            flag(normalizer, "strip_accents", lowerCase),
            lowerCase,
            model.find("continuing_subword_prefix").map(Json::string).orElse("##"),
            model.find("max_input_chars_per_word").map(Json::count).orElse(LONGEST_WORD));
    Map<String, String> standard = new LinkedHashMap<>(STANDARD);
    model.find("unk_token").ifPresent(token -> standard.put("unk_token", token.string()));
    standard.putAll(Frame.of(json.get("post_processor")));
    return of(
        Settings.read(files, Optional.of(json), standard),
        Vocabulary.of(model.get("vocab")),
        options);
  }

  private static boolean flag(Json json, String key, boolean standard) {
    return json.find(key).map(Json::truth).orElse(standard);
  }

  private static WordPieceTokenizer of(
      Settings settings, Vocabulary known, WordPieces.Options options) {
    Vocabulary vocabulary = known.with(settings.ids());
    int unknown = vocabulary.require(settings.token("unk_token"), "the unknown", "unk_token");
    return new WordPieceTokenizer(
        Encoder.of(
            new WordPieces(vocabulary, options, unknown),
            vocabulary,
            settings,
            "cls_token",
            "sep_token",
            LENGTH));
  }

  /**
   * The same tokenizer with another length; shorter ones make a text encoder faster.
   *
   * @param length 3 or more: start, end, and the text between
   * @return a tokenizer; this one stays as it is
   * @throws IllegalArgumentException if the length is below 3
   */
  public WordPieceTokenizer withLength(int length) {
    return new WordPieceTokenizer(encoder.withLength(length));
  }

  @Override
  public int length() {
    return encoder.length();
  }

  @Override
  public int vocabularySize() {
    return encoder.vocabularySize();
  }

  @Override
  public Tokens encode(String text) {
    return encoder.encode(text);
  }
}
