package io.github.diffusion4j.samples.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Javadoc of the modules, as the build has made it. */
final class Javadoc {
  static final Path ADDRESS = Path.of("api/index.html");

  private static final List<String> MODULES =
      List.of("diffusion-api", "diffusion-ort", "diffusion-train");

  private final Repository repository;

  Javadoc(Repository repository) {
    this.repository = repository;
  }

  Page page() {
    String modules =
        MODULES.stream()
            .map(
                module ->
                    "<dt>%s</dt>\n<dd>%s</dd>\n"
                        .formatted(
                            Html.link(
                                ADDRESS, ADDRESS.resolveSibling(module + "/index.html"), module),
                            Html.escape(repository.description(Path.of(module)))))
            .collect(Collectors.joining());
    return new Page(
        ADDRESS,
        "Javadoc",
        "The Javadoc of the modules of Diffusion4J.",
        "<h1>Javadoc</h1>\n<dl>\n" + modules + "</dl>\n",
        Set.of());
  }

  /**
   * Copies all of it.
   *
   * @throws IllegalStateException if it has not been made yet
   */
  void copyTo(Path site) throws IOException {
    for (String module : MODULES) {
      Path made = repository.root().resolve(module).resolve("target/reports/apidocs");
      if (!Files.exists(made)) {
        throw new IllegalStateException(
            "no Javadoc in %s: build with mvn -Psite or mvn verify, which make it before"
                .formatted(made));
      }
      copy(made, site.resolve(ADDRESS).resolveSibling(module));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy);
      }
    }
  }
}
