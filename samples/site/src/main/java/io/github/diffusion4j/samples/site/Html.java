package io.github.diffusion4j.samples.site;

import com.google.common.base.Joiner;
import com.google.common.html.HtmlEscapers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Text and addresses as HTML has them. */
final class Html {
  private Html() {}

  static String escape(String text) {
    return HtmlEscapers.htmlEscaper().escape(text);
  }

  /** The way from one address of the site to another. */
  static String href(Path from, Path to) {
    @Nullable Path folder = from.getParent();
    return Joiner.on('/').join(folder == null ? to : folder.relativize(to));
  }

  static String element(String name, String inside) {
    return "<%s>%s</%s>".formatted(name, inside, name);
  }

  static String link(Path from, Path to, String text) {
    return "<a href=\"%s\">%s</a>".formatted(escape(href(from, to)), escape(text));
  }
}
