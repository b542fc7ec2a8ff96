package io.github.diffusion4j.samples.catalogue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Spacing;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One seed, all samplers, 5, 10, 20 and 50 steps: a strip a sampler, and one a spacing. */
public final class CatalogueImages {
  static final List<String> SPACINGS =
      List.of("trailing", "leading", "linspace", "karras", "exponential", "beta");

  private static final List<Integer> STEPS = List.of(5, 10, 20, 50);
  private static final Sheet SHEET = Sheet.DEFAULT.withZoom(3);

  /** From images to noise; and for networks with a learned variance, which icons16 is not. */
  private static final Set<String> OTHER = Set.of("ddim-inverse", "ddpm-learned");

  private CatalogueImages() {}

  /**
   * Writes the strips.
   *
   * @param args the folder to write to; by default {@code pictures/catalogue}
   */
  public static void main(String... args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "pictures/catalogue").toAbsolutePath();
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16")) {
      for (Catalogue.Entry entry : drawn()) {
        write(pipeline, entry.sampler(), Spacing.trailing(), folder.resolve(entry.name() + ".png"));
      }
      for (String spacing : SPACINGS) {
        write(
            pipeline,
            Samplers.dpmSolverPlusPlus(),
            Spacing.named(spacing),
            folder.resolve("spacing-" + spacing + ".png"));
      }
    }
    System.out.println(folder);
  }

  static List<Catalogue.Entry> drawn() {
    return Catalogue.entries().stream().filter(e -> !OTHER.contains(e.name())).toList();
  }

  /** Two icons, one column per number of steps. */
  private static void write(
      DiffusionPipeline pipeline, Sampler sampler, Spacing spacing, Path file) {
    List<List<BufferedImage>> columns = new ArrayList<>();
    for (int steps : STEPS) {
      GenerationRequest request =
          pipeline
              .request()
              .contexts(List.of(pipeline.context("folder", "plus"), pipeline.context("smiley")))
              .seed(6)
              .sampler(sampler)
              .spacing(spacing)
              .steps(steps);
      Samples icons = request.generate();
      columns.add(List.of(icons.image(0), icons.image(1)));
    }
    Png.write(file, SHEET.filmStrip(columns));
  }
}
