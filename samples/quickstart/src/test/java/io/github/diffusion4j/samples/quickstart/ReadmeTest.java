package io.github.diffusion4j.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled, and does what it says. */
class ReadmeTest {
  private static final Path README = Path.of("../../README.md");

  @Test
  void itsJavaIsCompiledCode() throws IOException {
    String compiled =
        bare(
            Files.readString(
                Path.of(
                    "src/test/java", ReadmeExamples.class.getName().replace('.', '/') + ".java")));
    List<String> examples =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README))
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();
    assertEquals(4, examples.size());
    for (String example : examples) {
      assertTrue(compiled.contains(bare(example)), example);
    }
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

  private static String bare(String code) {
    return code.replaceAll("\\s+", "");
  }
}
