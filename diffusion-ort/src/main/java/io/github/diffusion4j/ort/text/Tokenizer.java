package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.model.ModelSource;
import java.nio.file.Path;

/**
 * Turns a text into the token ids that a text encoder takes.
 *
 * <p>{@link ClipTokenizer} and {@link WordPieceTokenizer} read the files that models come with;
 * implement this interface to bring another. Implementations are immutable and thread-safe, and
 * equal texts get equal tokens.
 */
public interface Tokenizer {
  /**
   * Reads the tokenizer of a model, of whichever kind it is.
   *
   * @param path a folder or a file as {@link ClipTokenizer#load} or {@link WordPieceTokenizer#load}
   *     takes it; the type of the model in a {@code tokenizer.json} says which
   * @return the tokenizer
   * @throws IllegalArgumentException if a file is missing, of another kind, or not what it should
   *     be; the message names the file, what was found, what was expected, and the cure
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  static Tokenizer load(Path path) {
    return Tokenizers.read(TokenizerFiles.at(path));
  }

  /**
   * Reads the tokenizer of a model that may be no folder on a disk, such as one in a jar.
   *
   * @param source of the model's files
   * @param folder of the tokenizer in it, such as {@code tokenizer}, with the files of {@link
   *     #load(Path)}
   * @return the tokenizer
   * @throws IllegalArgumentException if a file is missing, of another kind, or not what it should
   *     be; the message names the file, what was found, what was expected, and the cure
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  static Tokenizer load(ModelSource source, String folder) {
    return Tokenizers.read(TokenizerFiles.in(source, folder));
  }

  /**
   * How many ids every text gets, start, end and padding included.
   *
   * @return the second dimension of the encoder's input {@code [n, length]}, such as 77
   */
  int length();

  /**
   * The number of rows that the encoder's embedding table must have at least.
   *
   * @return one more than the largest id
   */
  int vocabularySize();

  /**
   * Encodes one text. No text is refused: what a vocabulary does not have becomes its token for the
   * unknown, and what is too long is cut off, with a warning in the log.
   *
   * @param text any text, also an empty one
   * @return {@link #length()} ids of 0 to {@link #vocabularySize()} - 1, with their mask
   */
  Tokens encode(String text);
}
