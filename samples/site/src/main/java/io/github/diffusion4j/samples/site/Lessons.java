package io.github.diffusion4j.samples.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The course's pages in order: what it is, then the lessons by number. Each leads to its
 * neighbours.
 */
final class Lessons {
  static final Path FOLDER = Path.of("samples/course");

  private static final Pattern NAME = Pattern.compile("(\\d+)-.*\\.md");

  private final Repository repository;
  private final Markdown markdown;
  private final List<Path> pages;

  Lessons(Repository repository, Markdown markdown) {
    this.repository = repository;
    this.markdown = markdown;
    List<Path> files = new ArrayList<>();
    files.add(repository.canonical(FOLDER));
    repository.list(FOLDER).stream()
        .filter(file -> name(file).matches())
        .sorted(Comparator.comparingInt(Lessons::number))
        .forEach(files::add);
    this.pages = List.copyOf(files);
  }

  /** The page of a file, with the ways to its neighbours where it is one of the course. */
  Page join(Path file, Page page) {
    int at = pages.indexOf(file);
    if (at < 0) {
      return page;
    }
    StringBuilder body = new StringBuilder(page.body()).append("<nav class=\"lessons\">\n");
    Set<Path> links = new LinkedHashSet<>(page.links());
    if (at > 0) {
      links.add(pages.get(at - 1));
      body.append(link(page.address(), at - 1, "prev"));
    }
    if (at + 1 < pages.size()) {
      links.add(pages.get(at + 1));
      body.append(link(page.address(), at + 1, "next"));
    }
    body.append("</nav>\n");
    return new Page(page.address(), page.title(), page.description(), body.toString(), links);
  }

  private String link(Path from, int index, String relation) {
    Path file = pages.get(index);
    String title = index == 0 ? "The course" : markdown.page(file).title();
    return "<a rel=\"%s\" href=\"%s\">%s</a>\n"
        .formatted(
            relation, Html.escape(Html.href(from, repository.address(file))), Html.escape(title));
  }

  private static int number(Path file) {
    Matcher name = name(file);
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }

  private static Matcher name(Path file) {
    return NAME.matcher(String.valueOf(file.getFileName()));
  }
}
