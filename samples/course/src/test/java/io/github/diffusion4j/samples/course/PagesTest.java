package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Iterables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of the lessons show compiled code, and what they link to is there. */
class PagesTest {
  private static final Path HERE = Path.of("").toAbsolutePath();

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(HERE)) {
      return files
          .filter(f -> f.toString().endsWith(".md"))
          .sorted(Comparator.comparingInt(PagesTest::number))
          .toList();
    }
  }

  /** Of a lesson; the README comes after all. */
  private static int number(Path page) {
    String before = page.getFileName().toString().split("-", 2)[0];
    return before.matches("\\d+") ? Integer.parseInt(before) : Integer.MAX_VALUE;
  }

  @Test
  void everyLessonHasOne() throws IOException {
    List<String> names = pages().stream().map(page -> page.getFileName().toString()).toList();
    for (String number : Course.LESSONS.keySet()) {
      assertTrue(names.stream().anyMatch(name -> name.startsWith(number + "-")), number);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void javaIsCompiledCode(Path page) throws IOException {
    String compiled = bare(sources());
    for (String example : found(read(page), "```java\n(.*?)```")) {
      assertTrue(compiled.contains(bare(example)), example);
    }
  }

  @Test
  void theyShowTheTablesThatLessonsPrint() throws IOException {
    String texts = pages().stream().map(PagesTest::read).collect(Collectors.joining());
    for (String head : found(sources(), "new Table\\(\\s*\"([^\"]*)\"")) {
      assertTrue(bare(texts).contains("|" + bare(head)), head);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    for (String link : found(read(page), "\\]\\(([^)#]+)[^)]*\\)")) {
      if (!link.startsWith("https://")) {
        assertFalse(Path.of(link).isAbsolute(), link);
        assertTrue(Files.exists(HERE.resolve(link)), page + ": " + link);
      }
    }
  }

  @Test
  void everyPageEndsWithALinkToTheNextAndTheLastLeadsBack() throws IOException {
    List<Path> pages = pages(); // the README comes after the numbers
    for (int i = 0; i + 1 < pages.size(); i++) {
      String end = Iterables.getLast(read(pages.get(i)).strip().lines().toList());
      String link = "](" + pages.get(i + 1).getFileName() + ")";
      assertTrue(end.contains(link), pages.get(i) + " ends with: " + end);
    }
  }

  private static List<String> found(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(HERE.resolve("src/main"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(PagesTest::read)
          .collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String bare(String code) {
    return code.replaceAll("\\s+", "");
  }
}
