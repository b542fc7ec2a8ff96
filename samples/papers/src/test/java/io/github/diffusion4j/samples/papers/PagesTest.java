package io.github.diffusion4j.samples.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.samples.course.Workbook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages show what the programs print, code that is compiled, and links that lead somewhere. */
class PagesTest {
  private static final Path HERE = Path.of("").toAbsolutePath();

  /** How far a number may be off: what rounding and other processors change, and no more. */
  private static final double ABSOLUTE = 0.006;

  private static final double RELATIVE = 0.02;

  static Set<String> papers() {
    return Papers.PAPERS.keySet();
  }

  static Stream<Arguments> named() {
    return Papers.PAPERS.entrySet().stream()
        .map(paper -> Arguments.of(paper.getKey(), paper.getValue()));
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(HERE)) {
      return files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** The part with known data; that with icons is as the page says when it was last run. */
  @ParameterizedTest
  @MethodSource("named")
  void theTablesAreThoseThatTheProgramPrints(String name, Paper paper, @TempDir Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream text = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Workbook workbook = new Workbook(folder, text, Workbook.Extent.WHOLE);
    paper.knownData(workbook);
    List<String> printed = rows(bytes.toString(StandardCharsets.UTF_8));
    List<String> shown = rows(read(HERE.resolve(name + ".md")));
    assertFalse(printed.isEmpty(), name + " prints no table");
    int at = 0;
    for (String row : printed) {
      while (at < shown.size() && !agree(row, shown.get(at))) {
        at++;
      }
      assertTrue(at < shown.size(), name + ".md does not show, in this order: " + row);
    }
  }

  private static List<String> rows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("|") && !line.startsWith("| -"))
        .map(line -> line.replaceAll("\\s*\\|\\s*", "|"))
        .toList();
  }

  private static boolean agree(String printed, String shown) {
    String[] ofPrinted = printed.split("\\|", -1);
    String[] ofShown = shown.split("\\|", -1);
    if (ofPrinted.length != ofShown.length) {
      return false;
    }
    for (int i = 0; i < ofPrinted.length; i++) {
      if (!cellsAgree(ofPrinted[i], ofShown[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean cellsAgree(String printed, String shown) {
    if (!printed.matches("-?\\d+\\.\\d+") || !shown.matches("-?\\d+\\.\\d+")) {
      return printed.equals(shown);
    }
    double a = Double.parseDouble(printed);
    double b = Double.parseDouble(shown);
    return Math.abs(a - b) <= Math.max(ABSOLUTE, RELATIVE * Math.abs(a));
  }

  @Test
  void aWrongNumberIsSeen() {
    assertTrue(agree("|VE|0.301|", "|VE|0.302|"));
    assertFalse(agree("|VE|0.301|", "|VE|0.311|"));
    assertFalse(agree("|VE|0.301|", "|VP|0.301|"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void javaIsCompiledCode(Path page) throws IOException {
    String compiled = bare(sources());
    for (String example : found(read(page), "```java\n(.*?)```")) {
      assertTrue(compiled.contains(bare(example)), example);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) {
    for (String link : found(read(page), "\\]\\(([^)#]+)[^)]*\\)")) {
      if (!link.startsWith("https://")) {
        assertTrue(Files.exists(HERE.resolve(link)), page + ": " + link);
      }
    }
  }

  /** The survey's page maps to classes and tests of this repository, by name. */
  @Test
  void namesOfClassesOnTheSurveysPageAreThere() throws IOException {
    Set<String> classes;
    try (Stream<Path> files = Files.walk(HERE.resolve("../.."))) {
      classes =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(file -> file.endsWith(".java"))
              .map(file -> file.substring(0, file.length() - ".java".length()))
              .collect(Collectors.toSet());
    }
    List<String> named = found(read(HERE.resolve("survey.md")), "`([A-Z]\\w+)[.`]");
    assertTrue(named.size() > 20, named::toString);
    for (String name : named) {
      assertTrue(classes.contains(name), name + " is no class of this repository");
    }
  }

  @Test
  void everyPaperHasAPageAndTheReadmeLinksToIt() {
    String readme = read(HERE.resolve("README.md"));
    for (String name : papers()) {
      assertTrue(Files.exists(HERE.resolve(name + ".md")), name);
      assertTrue(readme.contains("](" + name + ".md)"), name);
    }
  }

  @Test
  void anUnknownPaperIsToldWithTheOthers() {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Papers.main("gan")).getMessage());
    assertEquals(
        "there is no paper 'gan'; there are [ncsn, ddpm, ddim, score-sde, guidance, survey] and all",
        message);
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
