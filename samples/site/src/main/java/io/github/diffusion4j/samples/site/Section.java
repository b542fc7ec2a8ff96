package io.github.diffusion4j.samples.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a page: what precedes its first heading of level 2, or one such heading and what
 * follows it.
 *
 * @param anchor of the heading; empty for the first part
 * @param title HTML inside the heading; empty for the first part
 * @param text plain text of the part, the heading left out
 */
record Section(String anchor, String title, String text) {
  private static final Pattern HEADING =
      Pattern.compile("<h2 id=\"([^\"]*)\">(.*?)</h2>", Pattern.DOTALL);

  /** The parts of a page's body, in order. */
  static List<Section> of(String body) {
    List<Section> sections = new ArrayList<>();
    Matcher heading = HEADING.matcher(body);
    String anchor = "";
    String title = "";
    int from = 0;
    while (heading.find()) {
      sections.add(new Section(anchor, title, plain(body.substring(from, heading.start()))));
      anchor = heading.group(1);
      title = heading.group(2);
      from = heading.end();
    }
    sections.add(new Section(anchor, title, plain(body.substring(from))));
    return sections;
  }

  /** Where the first heading of level 2 begins, or the end. */
  static int first(String body) {
    Matcher heading = HEADING.matcher(body);
    return heading.find() ? heading.start() : body.length();
  }

  static String plain(String html) {
    return html.replaceAll("<[^>]*>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
