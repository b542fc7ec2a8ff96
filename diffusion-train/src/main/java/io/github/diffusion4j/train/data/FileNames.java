package io.github.diffusion4j.train.data;

import com.google.common.io.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Names of files and folders as the data set has them. */
final class FileNames {
  private static final char LOST = '\uFFFD';

  /** What systems and archives keep beside images, in lower case. */
  private static final Set<String> DEBRIS =
      Set.of(
          "__macosx",
          "@eadir",
          "#recycle",
          "@recycle",
          "$recycle.bin",
          "system volume information",
          "lost+found",
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini",
          "icon\r");

  private FileNames() {}

  /**
   * The name of a file or folder, whatever the locale: where Java cannot decode it, as UTF-8.
   *
   * @throws IllegalArgumentException if it is not in UTF-8 either
   */
  static String of(Path file) {
    String name = file.getFileName() + "";
    if (name.indexOf(LOST) < 0) {
      return name;
    }
    String path = Optional.ofNullable(file.toUri().getPath()).orElse(name); // decodes UTF-8
    String decoded = last(path);
    if (decoded.indexOf(LOST) >= 0) {
      throw new IllegalArgumentException(
          file + ": its name cannot be decoded; rename it in UTF-8, and start with LANG=C.UTF-8");
    }
    return decoded;
  }

  /** The name without the ending of its type. */
  static String withoutEnding(Path file) {
    return Files.getNameWithoutExtension(of(file));
  }

  /** The path of a file below a folder, with slashes. */
  static String below(Path root, Path file) {
    return StreamSupport.stream(root.relativize(file).spliterator(), false)
        .map(part -> of(part))
        .collect(Collectors.joining("/"));
  }

  /** Whether it is hidden, as by a dot in front. */
  static boolean isHidden(Path file) {
    return (file.getFileName() + "").startsWith(".");
  }

  /** Whether it is neither an image nor a class. */
  static boolean isDebris(Path file) {
    return DEBRIS.contains((file.getFileName() + "").toLowerCase(Locale.ROOT));
  }

  private static String last(String path) {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }
}
