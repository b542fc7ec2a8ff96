package io.github.diffusion4j.samples.site;

import com.google.common.base.Joiner;
import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words of all pages, searched by the browser: a script that holds one entry per section, and
 * one that looks through them. A script, for a page that lies on disk may not fetch anything.
 */
final class SearchIndex {
  static final Path ADDRESS = Path.of("search.html");

  private static final String INDEX = "search-index.js";
  private static final String SCRIPT = "search.js";
  private static final Escaper JSON =
      Escapers.builder()
          .addEscape('"', "\\\"")
          .addEscape('\\', "\\\\")
          .addEscape('<', "\\u003c")
          .addEscape('\u2028', "\\u2028")
          .addEscape('\u2029', "\\u2029")
          .build();

  private final List<String> entries = new ArrayList<>();

  void add(Page page) {
    for (Section section : Section.of(page.body())) {
      if (!section.text().isEmpty()) {
        String anchor = section.anchor().isEmpty() ? "" : "#" + section.anchor();
        String address = Joiner.on('/').join(page.address()) + anchor;
        String title = Section.plain(section.title());
        entries.add(
            "[%s,%s,%s,%s]"
                .formatted(
                    quoted(address), quoted(page.title()), quoted(title), quoted(section.text())));
      }
    }
  }

  Page page() {
    String body =
        """
        <h1>Search</h1>
        <form role="search" action="%s">
        <input type="search" name="q" aria-label="Words to search for" autocomplete="off" autofocus>
        <button>Search</button>
        </form>
        <noscript><p>The search needs JavaScript; nothing leaves your browser.</p></noscript>
        <p id="found" role="status"></p>
        <ol id="results"></ol>
        <script src="%s"></script>
        <script src="%s"></script>
        """
            .formatted(ADDRESS, INDEX, SCRIPT);
    return new Page(ADDRESS, "Search", "Search the pages of Diffusion4J.", body, Set.of());
  }

  void write(Path folder) throws IOException {
    Files.writeString(
        folder.resolve(INDEX), "const INDEX = [\n" + String.join(",\n", entries) + "\n];\n");
    Files.writeString(
        folder.resolve(SCRIPT),
        Resources.toString(
            Resources.getResource(SearchIndex.class, SCRIPT), StandardCharsets.UTF_8));
  }

  private static String quoted(String text) {
    return '"' + JSON.escape(text) + '"';
  }
}
