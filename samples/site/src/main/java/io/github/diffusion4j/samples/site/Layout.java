package io.github.diffusion4j.samples.site;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The frame of every page: head, menu, foot. */
final class Layout {
  static final Path STYLE = Path.of("style.css");

  private static final String NAME = "Diffusion4J";
  private static final Path LICENCE = Path.of("LICENSE");

  private final Repository repository;

  Layout(Repository repository) {
    this.repository = repository;
  }

  /** The files of the repository that every page links to. */
  List<Path> links() {
    return ImmutableList.<Path>builder().addAll(menu().values()).add(LICENCE).build();
  }

  private Map<String, Path> menu() {
    return ImmutableMap.of(
        "Home", repository.canonical(Path.of("")),
        "Course", repository.canonical(Lessons.FOLDER),
        "Samplers", repository.canonical(Path.of("samples/catalogue")),
        "Models", repository.canonical(Path.of("models")),
        "Training", repository.canonical(Path.of("diffusion-train")));
  }

  String html(Page page) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <meta name="description" content="%s">
        <link rel="stylesheet" href="%s">
        </head>
        <body>
        <header><nav aria-label="Site">%s</nav></header>
        <main>
        %s</main>
        <footer>%s, %s</footer>
        </body>
        </html>
        """
        .formatted(
            Html.escape(page.title().equals(NAME) ? NAME : page.title() + " - " + NAME),
            Html.escape(page.description()),
            Html.href(page.address(), STYLE),
            menuOf(page.address()),
            TableOfContents.in(page.body()),
            NAME,
            Html.link(page.address(), repository.address(LICENCE), "Apache-2.0"));
  }

  private String menuOf(Path page) {
    String pages =
        menu().entrySet().stream()
            .map(entry -> item(page, repository.address(entry.getValue()), entry.getKey()))
            .collect(Collectors.joining(" "));
    return pages
        + " "
        + item(page, Javadoc.ADDRESS, "Javadoc")
        + " "
        + item(page, SearchIndex.ADDRESS, "Search");
  }

  /** Marks the part of the site that the page is in. */
  private static String item(Path page, Path target, String label) {
    boolean here =
        target.getParent() == null ? page.equals(target) : page.startsWith(target.getParent());
    String link = Html.link(page, target, label);
    return here ? link.replace("<a ", "<a aria-current=\"true\" ") : link;
  }
}
