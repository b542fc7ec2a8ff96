package io.github.diffusion4j.samples.gpt;

import com.google.common.base.Splitter;
import com.google.common.collect.Maps;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.names.Names;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Reads experts: from the notes of a model's card, or from a {@code .properties} file with the same
 * keys and the place of the model.
 */
final class ExpertFile {
  /** Ends the names of files that describe experts. */
  static final String NAME = "expert.properties";

  private static final String SUBJECTS = "description.subjects";
  private static final String STYLES = "description.styles";
  private static final String EXAMPLES = "description.examples";
  private static final String TRIGGER = "description.trigger";
  private static final List<String> KEYS =
      List.of(
          "name",
          "model",
          "folder",
          "adapter",
          "adapter.strength",
          SUBJECTS,
          STYLES,
          EXAMPLES,
          TRIGGER);

  private ExpertFile() {}

  /** The expert of a file; paths in it are relative to it. */
  static Expert read(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(file.toString(), reader, folder == null ? file.toAbsolutePath() : folder);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /**
   * Reads keys and values.
   *
   * @param source what messages call them
   * @param folder to which paths are relative, and which is the model where no other is given
   */
  static Expert read(String source, Reader reader, Path folder) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
    Map<String, String> entries = Maps.fromProperties(properties);
    for (String key : entries.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "%s: no key '%s'; there are %s".formatted(source, key, Names.listed(key, KEYS)));
      }
    }
    String name = entries.getOrDefault("name", String.valueOf(folder.getFileName()));
    return of(source, name.strip(), entries, List.of(), place(source, entries, folder));
  }

  /** The expert that a model's card describes; without tags, its name and labels are the tags. */
  static Expert of(ModelCard card, ModelPlace place) {
    return of(card.name(), card.name(), card.notes(), card.context().labels(), place);
  }

  private static Expert of(
      String source,
      String name,
      Map<String, String> entries,
      List<String> labels,
      ModelPlace place) {
    List<String> tags = list(entries, SUBJECTS, ',');
    List<String> words =
        Stream.concat(Stream.of(name), labels.stream())
            .map(word -> word.replaceAll("[-_]", " ").strip())
            .toList();
    List<String> styles = list(entries, STYLES, ',');
    try {
      return new Expert(
          name,
          tags.isEmpty() ? words : tags,
          styles.isEmpty() ? List.of("its own") : styles,
          list(entries, EXAMPLES, '|'),
          entries.getOrDefault(TRIGGER, "").strip(),
          place);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }

  private static List<String> list(Map<String, String> entries, String key, char separator) {
    return Splitter.on(separator)
        .trimResults()
        .omitEmptyStrings()
        .splitToList(entries.getOrDefault(key, ""));
  }

  private static ModelPlace place(String source, Map<String, String> entries, Path folder) {
    if (entries.containsKey("model") && entries.containsKey("folder")) {
      throw new IllegalArgumentException(
          source + ": both 'model', a shipped one, and 'folder', one on disk; give either");
    }
    ModelPlace place =
        entries.containsKey("model")
            ? ModelPlace.shipped(entries.get("model").strip())
            : ModelPlace.at(folder.resolve(entries.getOrDefault("folder", "").strip()));
    String adapter = entries.getOrDefault("adapter", "").strip();
    return adapter.isEmpty()
        ? place
        : place.with(folder.resolve(adapter), strength(source, entries));
  }

  private static double strength(String source, Map<String, String> entries) {
    String text = entries.getOrDefault("adapter.strength", "1");
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: adapter.strength '%s' is no number; write one such as 0.8".formatted(source, text),
          e);
    }
  }
}
