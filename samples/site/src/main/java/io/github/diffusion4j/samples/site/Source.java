package io.github.diffusion4j.samples.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A file of code or data, to be read as it is; its lines are anchors, as {@code #L7}.
 *
 * @param file its path from the root
 */
record Source(Repository repository, Path file) {
  Page page() {
    String name = String.valueOf(file.getFileName());
    String body =
        "<h1>%s</h1>\n<p class=\"path\">%s</p>\n<pre class=\"source\"><code>%s</code></pre>\n"
            .formatted(Html.escape(name), Html.escape(file.toString()), lines());
    return new Page(repository.address(file), name, "The source of " + name + ".", body, Set.of());
  }

  private String lines() {
    List<String> lines = repository.read(file).lines().toList();
    return IntStream.range(0, lines.size())
        .mapToObj(i -> "<span id=\"L%d\">%s</span>\n".formatted(i + 1, Html.escape(lines.get(i))))
        .collect(Collectors.joining());
  }
}
