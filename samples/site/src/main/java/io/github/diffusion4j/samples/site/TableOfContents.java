package io.github.diffusion4j.samples.site;

import java.util.List;
import java.util.stream.Collectors;

/** The headings of a long page as links, before the first of them. */
final class TableOfContents {
  private static final int LONG = 5;

  private TableOfContents() {}

  /** The body with its table of contents, if it has many headings of level 2. */
  static String in(String body) {
    List<Section> sections =
        Section.of(body).stream().filter(section -> !section.anchor().isEmpty()).toList();
    if (sections.size() < LONG) {
      return body;
    }
    String links =
        sections.stream()
            .map(s -> "<li><a href=\"#%s\">%s</a></li>\n".formatted(s.anchor(), withoutLinks(s)))
            .collect(Collectors.joining());
    int first = Section.first(body);
    return body.substring(0, first)
        + "<nav class=\"contents\" aria-label=\"On this page\">\n<ul>\n%s</ul>\n</nav>\n"
            .formatted(links)
        + body.substring(first);
  }

  /** A heading may be a link itself. */
  private static String withoutLinks(Section section) {
    return section.title().replaceAll("</?a\\b[^>]*>", "");
  }
}
