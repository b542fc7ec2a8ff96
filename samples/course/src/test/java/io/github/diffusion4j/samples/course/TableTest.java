package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void isMarkdownThatReadsWellAsItIs() {
    Table table = new Table("method | runs | tiny-FD");
    table.row("%s | %,d | %.1f ± %.2f", "DDPM 500", 1000, 10.18, 3.98);
    table.row("%s | %d | %s", "one", 1, "-0.5");
    assertEquals(
        """
        | method   |  runs |     tiny-FD |
        | -------- | ----: | ----------: |
        | DDPM 500 | 1,000 | 10.2 ± 3.98 |
        | one      |     1 |        -0.5 |""",
        table.toString());
  }
}
