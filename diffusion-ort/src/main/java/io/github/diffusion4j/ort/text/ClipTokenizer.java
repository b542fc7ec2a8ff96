package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.ort.json.Json;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CLIP's byte-pair tokenizer (Radford et al. 2021, arXiv:2103.00020), of Stable Diffusion 1.x, 2.x
 * and XL.
 *
 * <p>A text is composed (Unicode's NFC), set in lower case and cut into words, single digits and
 * groups of other signs; the bytes of each are merged by pairs. Start, end and padding that stand
 * in a text as such, {@code <|endoftext|>} for one, become their tokens; so does every {@code !}
 * where that is the token for padding, as for the second encoder of Stable Diffusion XL. Half a
 * surrogate pair counts as U+FFFD.
 *
 * <p>The ids are those of {@code CLIPTokenizer} of the library transformers, version 5. What is a
 * letter, and what its small form, is asked of the running Java: characters younger than its
 * version of Unicode (13 in Java 17) count as other signs.
 *
 * <p>Immutable and thread-safe.
 */
public final class ClipTokenizer implements Tokenizer {
  private static final int LENGTH = 77;
  private static final String MERGES = "merges.txt";
  private static final Map<String, String> STANDARD = new LinkedHashMap<>();

  static {
    STANDARD.put("bos_token", "<|startoftext|>");
    STANDARD.put("eos_token", "<|endoftext|>");
    STANDARD.put("unk_token", "<|endoftext|>");
    STANDARD.put("pad_token", "<|endoftext|>");
  }

  private final Encoder encoder;

  private ClipTokenizer(Encoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Reads the tokenizer of a model.
   *
   * @param path a folder with {@code tokenizer.json}, or else with {@code vocab.json} and {@code
   *     merges.txt}; or a {@code tokenizer.json}. {@code tokenizer_config.json} beside it, {@code
   *     special_tokens_map.json} and {@code added_tokens.json} are minded, where they are: special
   *     and added tokens, and {@code model_max_length}, which is 77 where nothing is said
   * @return the tokenizer
   * @throws IllegalArgumentException if a file is missing or is not what it should be; the message
   *     names the file, what was found, what was expected, and the cure
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static ClipTokenizer load(Path path) {
    return read(TokenizerFiles.at(path));
  }

  static ClipTokenizer read(TokenizerFiles files) {
    Optional<Json> model = files.model();
    if (model.isPresent()) {
      return of(files, model.get());
    }
    if (!files.isFolder()) {
      throw files.missing("a folder with vocab.json and merges.txt, or tokenizer.json");
    }
    Optional<Json> vocabulary = files.json("vocab.json");
    Optional<List<String>> merges = files.lines(MERGES);
    if (vocabulary.isEmpty() || merges.isEmpty()) {
      throw files.missing("vocab.json and merges.txt, or tokenizer.json");
    }
    List<String[]> pairs = new ArrayList<>();
    for (String line : merges.get()) {
      if (!line.isEmpty() && !line.startsWith("#version")) {
        pairs.add(line.split(" ", -1));
      }
    }
    return of(
        Settings.read(files, Optional.empty(), STANDARD),
        Vocabulary.of(vocabulary.get()),
        files.nameOf(MERGES),
        pairs);
  }

  /**
   * Reads a tokenizer that is no file, such as a resource.
   *
   * @param name for messages
   * @param json the content of a {@code tokenizer.json}; not closed
   * @return the tokenizer
   * @throws IllegalArgumentException if it is not the tokenizer of a CLIP model
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static ClipTokenizer read(String name, Reader json) {
    return of(TokenizerFiles.none(name), Json.parse(name, json));
  }

  static ClipTokenizer of(TokenizerFiles files, Json json) {
    Json model = ModelJson.model(json, ModelJson.BYTE_PAIRS);
    ModelJson.expectTypes(json, "normalizer", "normalizers", "NFC", "Replace", "Lowercase");
    ModelJson.expectTypes(json, "pre_tokenizer", "pretokenizers", "Split", "ByteLevel");
    String suffix = model.find("end_of_word_suffix").map(Json::string).orElse("");
    if (!suffix.equals(ClipSubwords.END_OF_WORD)) {
      throw model.refused(
          "marks the end of a word by '%s', expected '%s' as in every CLIP model; bring a Tokenizer of your own for this one"
              .formatted(suffix, ClipSubwords.END_OF_WORD));
    }
    List<String[]> pairs = new ArrayList<>();
    for (Json merge : model.get("merges").elements()) {
      pairs.add(
          merge.isString()
              ? merge.string().split(" ", -1)
              : merge.elements().stream().map(Json::string).toArray(String[]::new));
    }
    return of(
        Settings.read(files, Optional.of(json), STANDARD),
        Vocabulary.of(model.get("vocab")),
        json.file(),
        pairs);
  }

  private static ClipTokenizer of(
      Settings settings, Vocabulary known, String merges, List<String[]> pairs) {
    Vocabulary vocabulary = known.with(settings.ids());
    int unknown = vocabulary.require(settings.token("unk_token"), "the unknown", "unk_token");
    return new ClipTokenizer(
        Encoder.of(
            new ClipSubwords(vocabulary, new BytePairs(merges, pairs, vocabulary), unknown),
            vocabulary,
            settings,
            "bos_token",
            "eos_token",
            LENGTH));
  }

  /**
   * The same tokenizer with another length, for text encoders of another size.
   *
   * @param length 3 or more: start, end, and the text between
   * @return a tokenizer; this one stays as it is
   * @throws IllegalArgumentException if the length is below 3
   */
  public ClipTokenizer withLength(int length) {
    return new ClipTokenizer(encoder.withLength(length));
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
