package io.github.diffusion4j.samples.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.sampler.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page says what the catalogue says, and shows what the program draws. */
class ReadmeTest {
  private static final Path PAGE = Path.of("README.md");

  @Test
  void theTableIsTheCatalogue() throws IOException {
    String expected =
        Catalogue.entries().stream().map(ReadmeTest::row).collect(Collectors.joining("\n"));
    String actual =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `") && line.contains("arXiv"))
            .collect(Collectors.joining("\n"));
    assertEquals(expected, actual);
  }

  private static String row(Catalogue.Entry e) {
    boolean drawn = CatalogueImages.drawn().contains(e);
    return "| `%s` | %s | %d | %s | %s | [%s](https://arxiv.org/abs/%s) arXiv |"
        .formatted(
            e.name(),
            drawn ? "![%s](pictures/%s.png)".formatted(e.name(), e.name()) : "",
            e.order(),
            e.cost(),
            e.isStochastic() ? "yes" : "no",
            e.paper(),
            e.paper());
  }

  @Test
  void everyImageIsThere() throws IOException {
    List<String> images =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.contains("](pictures/"))
            .map(line -> line.replaceAll(".*]\\((pictures/[^)]*)\\).*", "$1"))
            .toList();
    assertEquals(CatalogueImages.drawn().size() + CatalogueImages.SPACINGS.size(), images.size());
    for (String image : images) {
      assertTrue(Files.size(Path.of(image)) > 500, image);
    }
  }
}
