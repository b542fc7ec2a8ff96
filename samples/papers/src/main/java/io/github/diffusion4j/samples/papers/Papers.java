package io.github.diffusion4j.samples.papers;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.samples.course.Workbook;
import java.nio.file.Path;
import java.util.Map;

/** Runs a paper, or all of them: {@code mvn -q -Ppapers -Dpaper=ddim}. */
public final class Papers {
  static final Map<String, Paper> PAPERS =
      ImmutableMap.<String, Paper>builder()
          .put("ncsn", new Ncsn())
          .put("ddpm", new Ddpm())
          .put("ddim", new Ddim())
          .put("score-sde", new ScoreSde())
          .put("guidance", new ClassifierGuidance())
          .put("survey", new Survey())
          .buildOrThrow();

  private Papers() {}

  /**
   * Runs papers.
   *
   * @param args the name of a paper, or {@code all}; then the folder for the images, by default
   *     {@code pictures/papers}
   */
  public static void main(String... args) {
    String which = args.length > 0 ? args[0] : "all";
    Path folder = Path.of(args.length > 1 ? args[1] : "pictures/papers").toAbsolutePath();
    Workbook workbook = new Workbook(folder, System.out, Workbook.Extent.WHOLE);
    if (!which.equals("all") && !PAPERS.containsKey(which)) {
      throw new IllegalArgumentException(
          "there is no paper '%s'; there are %s and all".formatted(which, PAPERS.keySet()));
    }
    PAPERS.forEach(
        (name, paper) -> {
          if (which.equals("all") || which.equals(name)) {
            workbook.print("%n%s", name);
            paper.knownData(workbook);
            paper.icons(workbook);
          }
        });
    System.out.println(folder);
  }
}
