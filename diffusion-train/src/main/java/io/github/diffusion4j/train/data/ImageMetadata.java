package io.github.diffusion4j.train.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The captions of a folder of images, from its {@code metadata.jsonl} or {@code metadata.csv}: the
 * convention of Hugging Face's ImageFolder, {@code file_name} and {@code text}. In JSON Lines, a
 * text may be a list: the image's own caption, then others that say it differently.
 */
final class ImageMetadata {
  static final String FILE_NAME = "file_name";
  static final String TEXT = "text";

  private static final String JSON_LINES = "metadata.jsonl";
  private static final String CSV = "metadata.csv";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * An entry of the file.
   *
   * @param line it begins at, from 1
   * @param captions at least one, the image's own first
   */
  record Entry(int line, List<String> captions) {}

  private final Path file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  private ImageMetadata(Path file) {
    this.file = file;
  }

  /**
   * Reads the captions of a folder.
   *
   * @return empty if the folder has no such file
   * @throws IllegalArgumentException if it has both, a line is broken, or an image is named twice
   * @throws UncheckedIOException if the file cannot be read
   */
  static Optional<ImageMetadata> of(Path root) {
    Path jsonLines = root.resolve(JSON_LINES);
    Path csv = root.resolve(CSV);
    if (Files.exists(jsonLines) && Files.exists(csv)) {
      throw new IllegalArgumentException(
          "%s has %s and %s: keep one of them".formatted(root, JSON_LINES, CSV));
    }
    if (Files.exists(jsonLines)) {
      ImageMetadata metadata = new ImageMetadata(jsonLines);
      JsonLines.read(text(jsonLines), jsonLines, metadata::add);
      return Optional.of(metadata);
    }
    if (Files.exists(csv)) {
      ImageMetadata metadata = new ImageMetadata(csv);
      CsvCaptions.read(text(csv), csv, metadata::add);
      return Optional.of(metadata);
    }
    return Optional.empty();
  }

  /** Whether a file is one that holds captions. */
  static boolean isMetadata(Path file) {
    String name = file.getFileName() + "";
    return name.equals(JSON_LINES) || name.equals(CSV);
  }

  /** A fault of a line, with what it should hold. */
  static IllegalArgumentException broken(Path file, int line, String reason) {
    return new IllegalArgumentException(
        "%s, line %d: %s; each line needs %s and %s"
            .formatted(file, line, reason, FILE_NAME, TEXT));
  }

  private void add(int line, String fileName, List<String> captions) {
    String name = fileName.startsWith("./") ? fileName.substring(2) : fileName;
    if (name.isBlank()) {
      throw broken(file, line, FILE_NAME + " is empty");
    }
    if (captions.isEmpty() || captions.stream().anyMatch(String::isBlank)) {
      throw broken(file, line, "the caption of %s is empty".formatted(name));
    }
    Entry before = entries.put(name, new Entry(line, List.copyOf(captions)));
    if (before != null) {
      throw broken(
          file, line, "%s is named again, first at line %d".formatted(name, before.line()));
    }
  }

  /**
   * The captions of an image.
   *
   * @param path below the folder, with slashes
   * @return empty if the file does not name it
   */
  Optional<List<String>> captions(String path) {
    asked.add(path);
    return Optional.ofNullable(entries.get(path)).map(Entry::captions);
  }

  /** Tells of entries whose image was never asked for. */
  void rejectUnused(ExampleReader intake) {
    entries.forEach(
        (name, entry) -> {
          if (!asked.contains(name)) {
            intake.reject(
                name,
                "%s names it at line %d, but it is neither in the folder nor in a sub-folder"
                    .formatted(file, entry.line()));
          }
        });
  }

  /** Why an image without an entry is not used. */
  String noCaption() {
    return "%s has no caption for it".formatted(file);
  }

  private static String text(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not in UTF-8: save it as UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the captions in " + file, e);
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** Receives entries. */
  interface Sink {
    void add(int line, String fileName, List<String> captions);
  }
}
