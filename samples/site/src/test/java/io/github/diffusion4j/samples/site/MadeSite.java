package io.github.diffusion4j.samples.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** A site on disk, all its pages parsed. */
record MadeSite(Path root, Map<Path, Document> pages) {
  static MadeSite read(Path root) throws IOException {
    MadeSite site = new MadeSite(root, new TreeMap<>());
    for (Path file : site.files(".html")) {
      site.pages.put(file, Jsoup.parse(file));
    }
    return site;
  }

  List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  static List<URI> links(Document page) {
    List<URI> links = new ArrayList<>();
    page.select("[href]").forEach(element -> links.add(URI.create(element.attr("href"))));
    page.select("[src]").forEach(element -> links.add(URI.create(element.attr("src"))));
    return links;
  }

  static Path target(Path file, URI link) {
    return link.getPath().isEmpty() ? file : file.resolveSibling(link.getPath()).normalize();
  }

  /** Whether the file is there, and in it the anchor. */
  boolean has(Path file, URI link) {
    Path target = target(file, link);
    String anchor = link.getFragment();
    if (!target.startsWith(root) || !Files.isRegularFile(target)) {
      return false;
    }
    return anchor == null || anchor.isEmpty() || hasAnchor(page(target), anchor);
  }

  private static boolean hasAnchor(Document page, String anchor) {
    return page.getElementById(anchor) != null
        || !page.getElementsByAttributeValue("name", anchor).isEmpty();
  }

  Document page(Path file) {
    return Objects.requireNonNull(pages.get(file), file::toString);
  }

  @Nullable Element next(Path file) {
    return page(file).selectFirst("a[rel=next]");
  }
}
