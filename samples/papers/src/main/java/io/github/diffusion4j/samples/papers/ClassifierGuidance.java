package io.github.diffusion4j.samples.papers;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.laws.GaussianMixture;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.samples.course.Figure;
import io.github.diffusion4j.samples.course.Table;
import io.github.diffusion4j.samples.course.Workbook;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.score.Constraint;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/** "Diffusion Models Beat GANs on Image Synthesis" (2105.05233). */
final class ClassifierGuidance implements Paper {
  private static final int COUNT = 2000;
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.variancePreserving(1000, 0.1, 20);
  private static final Parameterization EPSILON = Parameterization.EPSILON;

  @Override
  public void knownData(Workbook workbook) {
    Table table = new Table("scale | accuracy | spread | accuracy, classifier-free");
    double unguided = Toys.spread(guided(0));
    for (double scale : new double[] {0, 1, 3}) {
      Tensor samples = guided(scale);
      Tensor free = classifierFree(scale);
      table.row(
          "%.0f | %.2f | %.2f | %.2f",
          scale,
          Toys.weight(Toys.CLASSES, samples, 0),
          Toys.spread(samples) / unguided,
          Toys.weight(Toys.CLASSES, free, 0));
    }
    workbook.print(table);
  }

  // algorithm 2: epsilon - s sigma d log p(y | x) / d x
  private static Tensor guided(double scale) {
    ModelCard card = Toys.CLASSES.card(SCHEDULE, EPSILON);
    Constraint first = ClassifierGuidance::gradient;
    return samples(first.guiding(Toys.CLASSES.denoiser(EPSILON), card, scale));
  }

  /** The gradient of the perfect classifier's log p(first class | x), by central differences. */
  private static Tensor gradient(Tensor x, Tensor x0, List<Level> levels) {
    Tensor gradient = Tensor.zeros(x.rows(), x.shape());
    for (int i = 0; i < gradient.data().length; i++) {
      float[] row = x.row(i / 2);
      double[] ahead = {row[0], row[1]};
      double[] behind = {row[0], row[1]};
      ahead[i % 2] += 1e-4;
      behind[i % 2] -= 1e-4;
      Level level = levels.get(i / 2);
      double ratio =
          Toys.CLASSES.posterior(ahead, level)[0] / Toys.CLASSES.posterior(behind, level)[0];
      gradient.data()[i] = (float) (Math.log(ratio) / 2e-4);
    }
    return gradient;
  }

  // 2207.12598: epsilon(x) + s (epsilon(x, y) - epsilon(x))
  private static Tensor classifierFree(double scale) {
    GaussianMixture first =
        new GaussianMixture(List.of(1.0), Toys.CLASSES.means().subList(0, 1), 1);
    return samples(
        e -> {
          first.denoiser(EPSILON).evaluate(e);
          float[] conditional = e.output().data().clone();
          Toys.CLASSES.denoiser(EPSILON).evaluate(e);
          for (int i = 0; i < conditional.length; i++) {
            float without = e.output().data()[i];
            e.output().data()[i] = (float) (without + scale * (conditional[i] - without));
          }
        });
  }

  private static Tensor samples(Denoiser denoiser) {
    ModelCard card = Toys.CLASSES.card(SCHEDULE, EPSILON);
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(denoiser, card)) {
      var request = pipeline.request().sampler(Samplers.ddim()).steps(100);
      return request.count(COUNT).maxBatch(COUNT).generate().values();
    }
  }

  @Override
  public void icons(Workbook workbook) {
    try (DiffusionPipeline icons = IconModel.open()) {
      Figure figure = Figure.ofIcons(List.of());
      var request = icons.request().contexts(IconModel.contexts(icons)).count(8);
      for (double scale : new double[] {0, 1, 3}) {
        Tensor free = request.guidance(scale).generate().values();
        figure.add("classifier-free\n%.0f".formatted(scale), IconModel.images(icons, free));
      }
      for (double scale : new double[] {20, 60}) {
        Constraint red = (x, x0, levels) -> Colours.redder(x0);
        Denoiser guided = red.guiding(icons.denoiser(), icons.card(), scale);
        try (DiffusionPipeline painter = DiffusionPipeline.of(guided, icons.card())) {
          Tensor drawn =
              painter.request().contexts(IconModel.contexts(icons)).count(8).generate().values();
          figure.add("redder\n%.0f".formatted(scale), IconModel.images(icons, drawn));
        }
      }
      figure.write(workbook.file("guidance.png"));
    }
  }
}
