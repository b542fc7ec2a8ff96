package io.github.diffusion4j.samples.papers;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationListener;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.DdpmVariance;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.samples.course.Charts;
import io.github.diffusion4j.samples.course.Figure;
import io.github.diffusion4j.samples.course.Table;
import io.github.diffusion4j.samples.course.Workbook;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.score.VariationalBound;
import io.github.diffusion4j.score.VariationalBound.Terms;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.chart.ChartFile;
import io.github.diffusion4j.train.data.Icons;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** "Denoising Diffusion Probabilistic Models" (2006.11239). */
final class Ddpm implements Paper {
  private static final int COUNT = 2000;
  private static final int IMAGES = 32;
  private static final int STEPS = 100;

  @Override
  public void knownData(Workbook workbook) {
    Tensor samples = Toys.TWO_MODES.samples(COUNT, 1);
    Table table = new Table("T | -log p | bound, beta | bound, beta-tilde");
    for (int steps : new int[] {100, 500, 1000}) {
      Parameterization epsilon = Parameterization.EPSILON;
      NoiseSchedule schedule = NoiseSchedule.linear(steps, 1e-4, 0.02);
      VariationalBound bound =
          VariationalBound.of(
              Toys.TWO_MODES.denoiser(epsilon), Toys.TWO_MODES.card(schedule, epsilon));
      table.row(
          "%d | %.3f | %.3f | %.3f",
          steps,
          Toys.TWO_MODES.natsPerDimension(samples),
          bound.of(samples, 7).natsPerDimension(),
          bound.variance(DdpmVariance.BETA_TILDE).of(samples, 7).natsPerDimension());
    }
    workbook.print(table);
  }

  @Override
  public void icons(Workbook workbook) {
    Tensor heldOut =
        Icons.load(Icons.Style.SHADOWLESS)
            .heldOut()
            .images(IntStream.range(0, IMAGES).boxed().toList());
    try (DiffusionPipeline icons = IconModel.open()) {
      VariationalBound bound =
          VariationalBound.of(icons.denoiser(), icons.card()).steps(STEPS).shades(256);
      Terms beta = bound.of(heldOut, 7);
      Terms tilde = bound.variance(DdpmVariance.BETA_TILDE).of(heldOut, 7);
      Table table = new Table("held-out icons, bits per dimension | beta | beta-tilde");
      table.row("prior | %.3f | %.3f", bits(beta.prior()), bits(tilde.prior()));
      table.row("steps | %.3f | %.3f", bits(sum(beta)), bits(sum(tilde)));
      table.row(
          "reconstruction | %.3f | %.3f",
          bits(beta.reconstruction()), bits(tilde.reconstruction()));
      table.row("bound | %.3f | %.3f", beta.bitsPerDimension(), tilde.bitsPerDimension());
      workbook.print(table);
      XYChart chart = Charts.ofLines("Bits by step", "time, 0 clean to 1000 noise", "bits");
      chart.addSeries("beta", beta.times(), beta.steps().stream().map(Ddpm::bits).toList());
      chart.addSeries("beta-tilde", tilde.times(), tilde.steps().stream().map(Ddpm::bits).toList());
      chart.getStyler().setYAxisLogarithmic(true);
      ChartFile.write(workbook.file("ddpm-bits.png"), chart);
      Figure.ofIcons(List.of())
          .add("x0-hat", progressive(icons))
          .add("between", interpolation(icons))
          .write(workbook.file("ddpm.png"));
    }
  }

  private static double bits(double nats) {
    return nats / Math.log(2);
  }

  private static double sum(Terms terms) {
    return terms.steps().stream().mapToDouble(step -> step).sum();
  }

  /** Section 4.3: the expected clean image, from much noise to none. */
  private static List<BufferedImage> progressive(DiffusionPipeline icons) {
    List<BufferedImage> frames = new ArrayList<>();
    GenerationListener every =
        step -> {
          if (step.index() % 25 == 24) {
            frames.addAll(IconModel.images(icons, step.x0()));
          }
        };
    icons
        .request()
        .sampler(Samplers.ddpm())
        .context(icons.context("folder", "plus"))
        .steps(200)
        .listener(every)
        .generate();
    return frames;
  }

  /** Figure 8: two images mixed, noised half of the way with one noise, and denoised. */
  private static List<BufferedImage> interpolation(DiffusionPipeline icons) {
    var request = icons.request().context(icons.context("folder")).steps(100);
    Tensor from = request.seed(1).generate().values();
    Tensor to = request.seed(3).generate().values();
    List<BufferedImage> images = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Tensor mixed = from.times(1 - i / 7.0);
      for (int k = 0; k < mixed.data().length; k++) {
        mixed.data()[k] += (float) (i / 7.0 * to.data()[k]);
      }
      request.sampler(Samplers.ddpm()).imageToImage(mixed, 0.5);
      images.addAll(IconModel.images(icons, request.generate().values()));
    }
    return images;
  }
}
