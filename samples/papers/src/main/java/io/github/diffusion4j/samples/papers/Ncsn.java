package io.github.diffusion4j.samples.papers;

import com.google.common.primitives.ImmutableDoubleArray;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.laws.GaussianMixture;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.samples.course.Figure;
import io.github.diffusion4j.samples.course.Table;
import io.github.diffusion4j.samples.course.Workbook;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** "Generative Modeling by Estimating Gradients of the Data Distribution" (1907.05600). */
final class Ncsn implements Paper {
  private static final int COUNT = 2000;

  /** Figure 3 of the paper: modes so far apart that nothing leads from one to the other. */
  private static final GaussianMixture FAR =
      new GaussianMixture(
          List.of(0.2, 0.8),
          List.of(ImmutableDoubleArray.of(-5, -5), ImmutableDoubleArray.of(5, 5)),
          1);

  private static final NoiseSchedule TEN = NoiseSchedule.exponential(10, 1, 20);
  private static final NoiseSchedule ICONS = NoiseSchedule.exponential(1000, 0.01, 50);

  @Override
  public void knownData(Workbook workbook) {
    Table table = new Table("dynamics | steps | weight of the mode of 0.8");
    table.row("Langevin | 1000 | %.3f", Toys.weight(FAR, langevin(), 1));
    Tensor annealed = Toys.samples(FAR, TEN, Samplers.annealedLangevin(0.1, 100), 10, COUNT);
    table.row("annealed Langevin | 1000 | %.3f", Toys.weight(FAR, annealed, 1));
    NoiseSchedule hundred = NoiseSchedule.exponential(100, 0.1, 20);
    Tensor improved = Toys.samples(FAR, hundred, Samplers.annealedLangevin(5), 100, COUNT);
    table.row("annealed, steps of 2006.09011 | 500 | %.3f", Toys.weight(FAR, improved, 1));
    workbook.print(table);
  }

  // algorithm 1 at one level: x <- x + e / 2 score + sqrt(e) z, from anywhere in [-8, 8]^2
  private static Tensor langevin() {
    Tensor x = Tensor.zeros(COUNT, FAR.samples(1, 0).shape());
    SplittableRandom random = new SplittableRandom(0);
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = (float) random.nextDouble(-8, 8);
    }
    List<Level> clean = Collections.nCopies(COUNT, Level.of(1, 1, 1e-3));
    List<ContextVector> none = Collections.nCopies(COUNT, ContextVector.unconditional());
    Tensor score = Tensor.zeros(COUNT, x.shape());
    float[] z = new float[x.data().length];
    for (int step = 0; step < 1000; step++) {
      FAR.denoiser(Parameterization.SCORE).evaluate(Evaluation.of(x, clean, none, score));
      NoiseSource.gaussian().fill(0, step, z, 0, z.length);
      for (int i = 0; i < z.length; i++) {
        x.data()[i] += (float) (0.05 * score.data()[i] + Math.sqrt(0.1) * z[i]);
      }
    }
    return x;
  }

  @Override
  public void icons(Workbook workbook) {
    try (DiffusionPipeline icons = IconModel.open();
        DiffusionPipeline scores = IconModel.in(icons, ICONS, Parameterization.SCORE)) {
      var request = scores.request().contexts(IconModel.contexts(icons)).count(8).steps(60);
      Samples drawn = request.sampler(Samplers.annealedLangevin(5)).generate();
      Figure figure =
          Figure.ofIcons(List.of())
              .add("steps of\n2006.09011", IconModel.images(icons, drawn.values()));
      Samples first = request.sampler(Samplers.annealedLangevin(0.2, 5)).generate();
      figure.add("steps of\n1907.05600", IconModel.images(icons, first.values()));
      Tensor mask = Tensor.zeros(1, drawn.shape());
      for (int i = 0; i < mask.data().length; i++) {
        mask.data()[i] = i / 16 % 16 < 8 ? 0 : 1;
      }
      request.sampler(Samplers.annealedLangevin(5)).inpaint(drawn.values(), mask).seed(100);
      figure.add("lower halves\ninpainted", IconModel.images(icons, request.generate().values()));
      figure.write(workbook.file("ncsn.png"));
    }
  }
}
