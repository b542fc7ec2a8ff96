package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.ort.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that a tokenizer is read from: those of a folder, on a disk or not, or one file that
 * was named, with what stands beside it.
 *
 * @param name how messages call the tokenizer
 * @param named the one file; null for a folder, whose files have the usual names
 * @param names how messages call a file
 * @param reader the content of a file; empty if it is not there
 * @param found what is there in place of a tokenizer, for messages
 */
record TokenizerFiles(
    String name,
    @Nullable String named,
    UnaryOperator<String> names,
    Function<String, Optional<byte[]>> reader,
    Supplier<String> found) {

  static TokenizerFiles at(Path path) {
    if (Files.isDirectory(path)) {
      return new TokenizerFiles(
          path.toString(),
          null,
          file -> path.resolve(file).toString(),
          file -> content(path.resolve(file)),
          () -> ", only " + list(path));
    }
    String named = String.valueOf(path.getFileName());
    return new TokenizerFiles(
        path.toString(),
        named,
        file -> path.resolveSibling(file).toString(),
        file -> content(path.resolveSibling(file)),
        () -> "");
  }

  /** A folder of a model, which may be no folder on a disk. */
  static TokenizerFiles in(ModelSource source, String folder) {
    return new TokenizerFiles(
        source.nameOf(folder),
        null,
        file -> source.nameOf(folder + "/" + file),
        file -> source.read(folder + "/" + file),
        () -> "");
  }

  /** No file at all, for a tokenizer whose content is given. */
  static TokenizerFiles none(String name) {
    return new TokenizerFiles(name, name, file -> file, file -> Optional.empty(), () -> "");
  }

  private static Optional<byte[]> content(Path path) {
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Json.unreadable(path, e);
    }
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

  /** How messages call the file that was named, or one of a folder. */
  String nameOf(String usual) {
    return names.apply(named == null ? usual : named);
  }

  /** The tokenizer in one file: that of a folder, or the file that was named. */
  Optional<Json> model() {
    return json(named == null ? ModelJson.NAME : named);
  }

  /** The lines of the usual file of a folder, or of the file that was named. */
  Optional<List<String>> lines(String usual) {
    String file = named == null ? usual : named;
    return reader.apply(file).map(content -> lines(names.apply(file), content));
  }

  /** A file of the folder, or beside the file that was named. */
  Optional<Json> json(String file) {
    return reader.apply(file).map(content -> Json.parse(names.apply(file), content));
  }

  /** Whether it is one file, of lines. */
  boolean isText() {
    return named != null && named.endsWith(".txt");
  }

  boolean isFolder() {
    return named == null;
  }

  private static List<String> lines(String name, byte[] content) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .toString()
          .lines()
          .toList();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          name + ": this file is not UTF-8 text; download it again", e);
    }
  }

  IllegalArgumentException missing(String expected) {
    return new IllegalArgumentException(
        "%s: no tokenizer here%s, expected %s; copy the tokenizer folder of the model"
            .formatted(name, found.get(), expected));
  }
}
