package io.github.diffusion4j.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Multimap;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.sampler.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what is compiled, and does what it says. */
class ReadmeTest {
  private static final Path README = Path.of("../../README.md");

  private static final Path EXAMPLES =
      Path.of("src/test/java", ReadmeExamples.class.getName().replace('.', '/') + ".java");
  private static final Path LOOP =
      Path.of(
          "../../diffusion-api/src/main/java",
          DiffusionPipeline.class.getPackageName().replace('.', '/'),
          "Generation.java");

  @Test
  void itsJavaIsCompiledCode() throws IOException {
    String loop = Files.readString(LOOP);
    String examples = bare(Files.readString(EXAMPLES));
    List<String> shown = found("```java\n(.*?)```");
    assertEquals(7, shown.size());
    for (String java : shown.subList(1, shown.size())) {
      assertTrue(loop.contains(java) || examples.contains(bare(java)), java);
    }
    assertEquals(1, shown.stream().filter(loop::contains).count(), "the loop, verbatim");
  }

  /** As a reader runs it: pasted into a file, in an empty folder. */
  @Test
  void itsFirstListingIsAWholeProgram(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("Icons.java");
    Files.writeString(source, found("```java\n(.*?)```").get(0));
    Process java =
        processOf(source)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    assertEquals(0, java.waitFor(), () -> read(folder.resolve("out.txt")));
    assertEquals(16, ImageIO.read(folder.resolve("folder-plus.png").toFile()).getWidth());
    assertEquals(522, ImageIO.read(folder.resolve("eight.png").toFile()).getWidth());
  }

  /** The class path as a variable, which may be as long as it is. */
  private static ProcessBuilder processOf(Path source) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder = new ProcessBuilder(java, source.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void itsTableHasEverySampler() throws IOException {
    Multimap<String, String> rows = LinkedHashMultimap.create();
    for (Catalogue.Entry e : Catalogue.entries()) {
      String facts =
          "| %d | %s | [%s](https://arxiv.org/abs/%s) |"
              .formatted(e.order(), e.isStochastic() ? "yes" : "no", e.paper(), e.paper());
      rows.put(facts, "`" + e.name() + "`");
    }
    List<String> expected =
        rows.asMap().entrySet().stream()
            .map(row -> "| " + String.join(", ", row.getValue()) + " " + row.getKey())
            .toList();
    assertEquals(expected, found("(?m)^(\\| `[^\n]*arxiv[^\n]*)$"));
  }

  @Test
  void itsPlanIsTheOneThatRuns() throws IOException {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16")) {
      String plan = pipeline.request().steps(5).plan().toString();
      assertTrue(Files.readString(README).contains(plan), plan);
    }
  }

  @Test
  void itsRequestGivesEightIcons() {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16")) {
      assertEquals(8, ReadmeExamples.request(pipeline).count());
    }
  }

  @Test
  void itsServerServesBoth() {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16")) {
      assertEquals(2, ReadmeExamples.together(pipeline).size());
    }
  }

  /** The first group of a pattern, wherever the README matches it. */
  private static List<String> found(String pattern) throws IOException {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(Files.readString(README))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String bare(String code) {
    return code.replaceAll("\\s+", "");
  }
}
