package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.sampler.Catalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sampler can be listed, inspected and used. */
class CatalogueTest {
  private final Generated generated;

  CatalogueTest(@TempDir Path folder) {
    generated = Generated.in(folder);
  }

  @Test
  void isPrintedAsATableThatFitsTheScreen() {
    List<String> lines = Run.succeeds("samplers").out();
    assertEquals(
        List.of("name", "order", "evaluations", "least n", "noise", "paper"),
        Pattern.compile("  +").splitAsStream(lines.get(0)).toList());
    assertEquals(
        Catalogue.names(),
        lines.stream().skip(1).map(line -> line.substring(0, line.indexOf(" "))).toList());
    int column = lines.get(0).indexOf("paper");
    for (String line : lines.subList(1, lines.size())) {
      assertTrue(line.length() <= 100, line);
      assertTrue(line.startsWith("arXiv:", column), line);
    }
    assertTrue(lines.contains(row("heun", "2", "2 n - 1", "1", "no", "2206.00364")), lines + "");
    assertTrue(lines.contains(row("pndm", "2", "n + 9", "4", "no", "2202.09778")), lines + "");
    assertTrue(lines.contains(row("ddpm", "1", "n", "1", "yes", "2006.11239")), lines + "");
  }

  private static String row(
      String name, String order, String evaluations, String least, String noise, String paper) {
    return "%-24s  %-5s  %-23s  %-7s  %-5s  arXiv:%s"
        .formatted(name, order, evaluations, least, noise, paper);
  }

  @Test
  void everySamplerHasAPlanOfAsManyEvaluationsAsTheTableSays() {
    // Leading never visits T, where next to no signal is left and steps are of first order.
    String[] options = {"--steps", "5", "--spacing", "leading", "--plan"};
    for (Catalogue.Entry entry : Catalogue.entries()) {
      Run run = Run.succeeds(inspect(options, entry.name()));
      String evaluations = ": " + entry.evaluations().applyAsInt(5) + " evaluations,";
      assertTrue(run.out().get(0).contains(evaluations), run.out().get(0));
    }
  }

  private String[] inspect(String[] options, String plan) {
    return Stream.of(
            Stream.of("inspect", generated.model().toString()), Stream.of(options), Stream.of(plan))
        .flatMap(s -> s)
        .toArray(String[]::new);
  }

  @Test
  void everySamplerGenerates() {
    for (String name : Catalogue.names()) {
      if (!name.equals("ddpm-learned")) { // wants a network with a learned variance
        for (float value : generated.values("--sampler", name)) {
          assertTrue(Float.isFinite(value), name);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"trailing", "leading", "linspace", "karras", "exponential", "log-snr", "beta"})
  void everySpacingGoesWithAPlan(String spacing) {
    Run run =
        Run.succeeds(
            "inspect",
            generated.model().toString(),
            "--plan",
            "unipc",
            "--steps",
            "5",
            "--spacing",
            spacing);
    assertTrue(run.out().get(0).startsWith("UniPC of order 2: 5 evaluations"), run.out() + "");
    assertEquals(3 + 5, run.out().size());
    assertTrue(Run.succeeds("generate", "--help").out().toString().contains(spacing));
  }

  @Test
  void aWrongNameIsAnsweredWithAllNames() {
    String message = generated.refuses("--sampler", "nosuch");
    assertTrue(message.contains("sampler 'nosuch': there are " + Catalogue.names()), message);
    assertFalse(message.contains("\n"));
  }
}
