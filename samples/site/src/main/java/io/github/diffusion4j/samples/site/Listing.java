package io.github.diffusion4j.samples.site;

import com.google.common.base.Ascii;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A page for a folder that has no README: its pages as cards, or, if there are none, its files. */
final class Listing {
  private final Repository repository;
  private final Markdown markdown;

  Listing(Repository repository, Markdown markdown) {
    this.repository = repository;
    this.markdown = markdown;
  }

  Page of(Path folder) {
    String name = String.valueOf(folder.getFileName()).replace('-', ' ');
    String title = Ascii.toUpperCase(name.charAt(0)) + name.substring(1);
    String intro = repository.description(folder);
    Path address = repository.address(folder);
    Set<Path> links = new LinkedHashSet<>();
    StringBuilder body = new StringBuilder();
    body.append("<h1>%s</h1>\n<p>%s</p>\n".formatted(Html.escape(title), Html.escape(intro)));
    List<Path> pages = pages(folder);
    if (pages.isEmpty()) {
      links.addAll(sources(folder));
      body.append("<ul>\n");
      for (Path file : links) {
        String text = folder.relativize(file).toString();
        body.append("<li>%s</li>\n".formatted(Html.link(address, repository.address(file), text)));
      }
      body.append("</ul>\n");
    } else {
      links.addAll(pages);
      pages.forEach(page -> body.append(card(address, markdown.page(page))));
    }
    return new Page(address, title, intro.isEmpty() ? title : intro, body.toString(), links);
  }

  private static String card(Path from, Page page) {
    Optional<Path> image =
        page.links().stream().filter(file -> file.toString().endsWith(".png")).findFirst();
    String shown =
        image
            .map(p -> "<img src=\"%s\" alt=\"\">".formatted(Html.escape(Html.href(from, p))))
            .orElse("");
    return "<section class=\"card\">\n<h2>%s</h2>\n%s<p>%s</p>\n</section>\n"
        .formatted(
            Html.link(from, page.address(), page.title()), shown, Html.escape(page.description()));
  }

  /** The READMEs of the folders in it, then its own. */
  private List<Path> pages(Path folder) {
    return repository.list(folder).stream()
        .map(repository::canonical)
        .filter(file -> repository.fate(file) == Repository.Fate.PAGE)
        .sorted(Comparator.comparing(file -> folder.equals(file.getParent())))
        .toList();
  }

  private List<Path> sources(Path folder) {
    Path root = repository.root();
    try (Stream<Path> files = Files.walk(root.resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(file -> !file.startsWith(folder.resolve("target")))
          .filter(file -> repository.fate(file) == Repository.Fate.SOURCE)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
