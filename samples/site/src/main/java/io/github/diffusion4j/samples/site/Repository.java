package io.github.diffusion4j.samples.site;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the repository, named by their paths from its root, and what becomes of them.
 *
 * @param root the folder of the repository
 */
record Repository(Path root) {
  private static final Set<String> TEXT = Set.of("java", "properties", "xml", "csv", "json", "txt");
  private static final Path README = Path.of("README.md");
  private static final Pattern DESCRIPTION = Pattern.compile("<description>(.*?)</description>");

  /** What a file becomes on the site. */
  enum Fate {
    PAGE,
    LISTING,
    SOURCE,
    COPY,
    NOTHING
  }

  Fate fate(Path file) {
    if (Files.isDirectory(root.resolve(file))) {
      return Fate.LISTING;
    }
    String extension = MoreFiles.getFileExtension(file);
    if (extension.equals("md")) {
      return Fate.PAGE;
    }
    if (extension.equals("onnx")) {
      return Fate.NOTHING;
    }
    return extension.isEmpty() || TEXT.contains(extension) ? Fate.SOURCE : Fate.COPY;
  }

  /** Where a file is on the site: as in the repository, so that links between files stay. */
  Path address(Path file) {
    return switch (fate(file)) {
      case PAGE ->
          file.resolveSibling(
              file.endsWith(README)
                  ? "index.html"
                  : MoreFiles.getNameWithoutExtension(file) + ".html");
      case LISTING -> file.resolve("index.html");
      case SOURCE -> file.resolveSibling(file.getFileName() + ".html");
      case COPY, NOTHING -> file;
    };
  }

  /**
   * The file that a link leads to; of a folder its README, if it has one.
   *
   * @throws IllegalArgumentException if nothing is there
   */
  Path resolve(Path from, String link) {
    Path target = root.resolve(from).resolveSibling(URI.create(link).getPath()).normalize();
    if (!target.startsWith(root) || !Files.exists(target)) {
      throw new IllegalArgumentException(
          "%s links to %s, which is not there: mend the link".formatted(from, link));
    }
    return canonical(root.relativize(target));
  }

  Path canonical(Path file) {
    Path readme = file.resolve(README);
    return Files.exists(root.resolve(readme)) ? readme : file;
  }

  String read(Path file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files right in a folder, sorted. */
  List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.map(root::relativize).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a module's {@code pom.xml} says of it; nothing where there is none. */
  String description(Path folder) {
    Path pom = folder.resolve("pom.xml");
    if (!Files.exists(root.resolve(pom))) {
      return "";
    }
    Matcher matcher = DESCRIPTION.matcher(read(pom));
    return matcher.find() ? matcher.group(1) : "";
  }
}
