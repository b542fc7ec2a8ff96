package io.github.diffusion4j.samples.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Sets;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The site that the build has made, read as a browser reads it. */
class SiteTest {
  private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

  private static MadeSite site;

  @BeforeAll
  static void read() throws IOException {
    site = MadeSite.read(Path.of("target/site").toAbsolutePath());
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    site.pages()
        .forEach(
            (file, page) -> {
              for (URI link : MadeSite.links(page)) {
                if (!link.isAbsolute() && !site.has(file, link) && !isKnown(file, link)) {
                  broken.add(file + ": " + link);
                }
              }
            });
    assertEquals(List.of(), broken);
  }

  /** The Javadoc tool of JDK 17 leads to anchors on this page that it does not write. */
  private static boolean isKnown(Path file, URI link) {
    return file.endsWith("constant-values.html") && link.toString().startsWith("#");
  }

  @Test
  void nothingIsFetchedFromElsewhere() throws IOException {
    List<String> external = new ArrayList<>();
    site.pages()
        .forEach(
            (file, page) -> {
              for (Element element : page.select("[src], [srcset], [data], link, form, base")) {
                for (String name : List.of("src", "srcset", "data", "href", "action")) {
                  if (element.attr(name).matches("([a-z]+:|//).*")) {
                    external.add(file + ": " + element);
                  }
                }
              }
            });
    for (Path style : site.files(".css")) {
      if (Pattern.compile("(@import|url\\()[\\s'\"]*(https?:|//)")
          .matcher(Files.readString(style))
          .find()) {
        external.add(style.toString());
      }
    }
    assertEquals(List.of(), external);
  }

  @Test
  void everyPageSaysWhatItIs() {
    site.pages()
        .forEach(
            (file, page) -> {
              String name = file.toString();
              assertFalse(page.title().isBlank(), name);
              assertEquals("en", page.select("html").attr("lang"), name);
              assertFalse(page.select("meta[name=description]").attr("content").isBlank(), name);
              assertTrue(
                  page.select("meta[name=viewport]").attr("content").contains("width=device-width"),
                  name);
            });
  }

  @Test
  void everyImageHasWords() {
    site.pages()
        .forEach(
            (file, page) -> {
              for (Element image : page.select("img")) {
                boolean decorates = image.closest(".card") != null && image.hasAttr("alt");
                assertTrue(decorates || !image.attr("alt").isBlank(), file + ": " + image);
              }
            });
  }

  /** The style sheet gives them room there; further to the right a phone has to scroll. */
  @Test
  void imagesOfTablesStandInTheFirstTwoColumns() {
    site.pages()
        .forEach(
            (file, page) -> {
              for (Element cell : page.select("td:has(img)")) {
                assertTrue(cell.elementSiblingIndex() < 2, file + ": " + cell);
              }
            });
  }

  @Test
  void noFormulaIsLeftAsItWasWritten() {
    site.pages()
        .forEach(
            (file, page) -> {
              if (!isJavadoc(file)) {
                Document prose = page.clone();
                prose.select("code").remove();
                assertFalse(prose.text().contains("$"), file.toString());
              }
            });
  }

  private static boolean isJavadoc(Path file) {
    return file.startsWith(site.root().resolve("api"));
  }

  @Test
  void everyLessonAndModelIsReachedFromHome() throws IOException {
    Set<Path> reached = new HashSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(site.root().resolve("index.html")));
    while (!open.isEmpty()) {
      Path file = open.remove();
      Document page = site.pages().get(file);
      if (page != null && reached.add(file)) {
        for (URI link : MadeSite.links(page)) {
          if (!link.isAbsolute()) {
            open.add(MadeSite.target(file, link));
          }
        }
      }
    }
    Set<Path> own = new HashSet<>(site.pages().keySet());
    own.removeIf(SiteTest::isJavadoc);
    assertEquals(Set.of(), Sets.difference(own, reached));
    for (Path source : sources()) {
      Path page = site.root().resolve(new Repository(REPOSITORY).address(source));
      assertTrue(reached.contains(page), page.toString());
    }
  }

  /** A page of many sections begins with links to all of them, in order. */
  @Test
  void longPagesHaveATableOfContents() {
    int longPages = 0;
    for (Map.Entry<Path, Document> entry : site.pages().entrySet()) {
      List<String> anchors = entry.getValue().select("main > h2[id]").eachAttr("id");
      if (!isJavadoc(entry.getKey()) && anchors.size() >= 5) {
        longPages++;
        assertEquals(
            anchors,
            entry.getValue().select(".contents a").stream()
                .map(link -> link.attr("href").substring(1))
                .toList(),
            entry.getKey().toString());
      }
    }
    assertTrue(longPages >= 5, longPages + " pages");
  }

  /** Every section of every page of prose can be found, and every entry leads to one. */
  @Test
  void theSearchIndexHoldsEverySection() throws IOException {
    String index = Files.readString(site.root().resolve("search-index.js"));
    JsonArray entries =
        JsonParser.parseString(index.substring(index.indexOf('['), index.lastIndexOf(']') + 1))
            .getAsJsonArray();
    Path search = site.root().resolve("search.html");
    Set<String> addresses = new HashSet<>();
    for (JsonElement entry : entries) {
      String address = entry.getAsJsonArray().get(0).getAsString();
      assertTrue(site.has(search, URI.create(address)), address);
      addresses.add(address);
    }
    for (Map.Entry<Path, Document> page : site.pages().entrySet()) {
      String address = site.root().relativize(page.getKey()).toString();
      if (addresses.contains(address)) {
        for (String anchor : page.getValue().select("main > h2[id]").eachAttr("id")) {
          assertTrue(addresses.contains(address + "#" + anchor), address + "#" + anchor);
        }
      }
    }
    assertTrue(addresses.contains("index.html#samplers"), addresses.toString());
    assertTrue(addresses.contains("samples/course/2-sampling.html"), addresses.toString());
  }

  @Test
  void lessonsFollowEachOther() throws IOException {
    Path course = site.root().resolve("samples/course");
    List<Path> chain = new ArrayList<>(List.of(course.resolve("index.html")));
    for (Element next = site.next(chain.get(0)); next != null; ) {
      Path from = chain.get(chain.size() - 1);
      chain.add(MadeSite.target(from, URI.create(next.attr("href"))));
      next = site.next(chain.get(chain.size() - 1));
    }
    long lessons = sources().stream().filter(file -> file.startsWith("samples/course")).count();
    assertEquals(lessons + 1, chain.size(), chain.toString());
  }

  /** What has to have a page, whether something links to it or not. */
  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> lessons = Files.list(REPOSITORY.resolve("samples/course"));
        Stream<Path> models = Files.list(REPOSITORY.resolve("models"))) {
      lessons.filter(file -> file.toString().matches(".*/\\d+-[^/]*\\.md")).forEach(found::add);
      models.map(folder -> folder.resolve("README.md")).filter(Files::exists).forEach(found::add);
    }
    return found.stream().map(REPOSITORY::relativize).toList();
  }
}
