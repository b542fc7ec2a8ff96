package io.github.diffusion4j.samples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parts of the benchmarks, on the smallest network. */
class HarnessTest {
  private static final Subject TINY = Subject.perceptron();

  @Test
  void theLoopHasAFigureForEveryBatchAndGuidance() throws Exception {
    Table table = LoopCost.table();
    LoopCost.measure(TINY, Duration.ZERO, table);
    assertEquals(
        List.of("| tiny-mlp | 1 | none ", "| tiny-mlp | 8 | none ", "| tiny-mlp | 32 | none "),
        lines(table).stream()
            .filter(line -> line.startsWith("| tiny"))
            .map(line -> line.replaceAll("(none ).*", "$1"))
            .toList());
  }

  @Test
  void theProfileTellsOfTheOperators() throws Exception {
    Profile profile = Profile.of(TINY, 2, Setting.ofLibrary(), 3);
    assertTrue(profile.microseconds().containsKey("Gemm"), profile.toString());
    assertEquals(
        profile.total(), profile.microseconds().values().stream().mapToLong(us -> us).sum());
  }

  @Test
  void aTableIsMarkdownWithThreeDigitsThatCount() {
    Table table = new Table("Title", "a", "b");
    table.add("x", 1234.5);
    table.add(7, 0.01234);
    assertEquals(
        List.of("", "Title", "", "| a | b |", "| --- | --- |", "| x | 1235 |", "| 7 | 0.012 |"),
        lines(table));
    assertThrows(IllegalArgumentException.class, () -> table.add("one"));
  }

  @Test
  void anUnknownBenchmarkIsAnsweredWithAllNames() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Main.main("nosuch")).toString();
    assertTrue(message.contains("callers") && message.contains("threads"), message);
  }

  private static List<String> lines(Table table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
