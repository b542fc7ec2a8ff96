package io.github.diffusion4j.samples.papers;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.laws.GaussianMixture;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.samples.course.Figure;
import io.github.diffusion4j.samples.course.Table;
import io.github.diffusion4j.samples.course.Workbook;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.score.Constraint;
import io.github.diffusion4j.score.Likelihood;
import io.github.diffusion4j.score.ProbabilityFlow;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** "Score-Based Generative Modeling through Stochastic Differential Equations" (2011.13456). */
final class ScoreSde implements Paper {
  private static final int COUNT = 2000;

  private static final Map<String, NoiseSchedule> SDES =
      ImmutableMap.of(
          "VE", NoiseSchedule.exponential(1000, 0.01, 50),
          "VP", NoiseSchedule.variancePreserving(1000, 0.1, 20),
          "sub-VP", NoiseSchedule.subVariancePreserving(1000, 0.1, 20));

  @Override
  public void knownData(Workbook workbook) {
    Table table = new Table("SDE | solver | weight | deviation");
    GaussianMixture wide = GaussianMixture.twoModes(64, 0.7, 0.3);
    Sampler gentle = Samplers.predictorCorrector(0.01, 1);
    Sampler ofThePaper = Samplers.predictorCorrector(0.16, 1);
    SDES.forEach(
        (sde, schedule) -> {
          Solved solved = new Solved(table, sde, schedule);
          solved.row("Euler-Maruyama 200", Toys.TWO_MODES, Samplers.eulerMaruyama(), 200);
          solved.row("PC 100, r = 0.01", Toys.TWO_MODES, gentle, 100);
          solved.row("PC 100, r = 0.16, in 64 dimensions", wide, ofThePaper, 100);
          solved.row("ODE by Heun, 79 evaluations", Toys.TWO_MODES, Samplers.heun(), 40);
        });
    workbook.print(table);
    Table likelihoods = new Table("SDE | -log p by the ODE | -log p | evaluations");
    SDES.forEach((sde, schedule) -> likelihood(likelihoods, sde, schedule));
    workbook.print(likelihoods);
  }

  private record Solved(Table table, String sde, NoiseSchedule schedule) {
    void row(String solver, GaussianMixture data, Sampler sampler, int steps) {
      Tensor samples = Toys.samples(data, schedule, sampler, steps, COUNT);
      table.row(
          "%s | %s | %.2f | %.3f",
          sde, solver, Toys.weight(data, samples, 0), Toys.deviation(data, samples));
    }
  }

  /** Section 4.3: the density of the model, with the divergence as a formula. */
  private static void likelihood(Table table, String sde, NoiseSchedule schedule) {
    Parameterization epsilon = Parameterization.EPSILON;
    Tensor samples = Toys.TWO_MODES.samples(COUNT, 1);
    Likelihood found =
        ProbabilityFlow.of(Toys.TWO_MODES.denoiser(epsilon), Toys.TWO_MODES.card(schedule, epsilon))
            .from(0.1)
            .likelihood(samples, Toys.TWO_MODES.divergence(epsilon), 0);
    double truth = Toys.TWO_MODES.natsPerDimension(samples);
    double evaluations = found.evaluations().stream().mapToInt(n -> n).average().orElseThrow();
    table.row("%s | %.4f | %.4f | %.0f", sde, found.natsPerDimension(), truth, evaluations);
  }

  @Override
  public void icons(Workbook workbook) {
    try (DiffusionPipeline icons = IconModel.open()) {
      Figure figure = Figure.ofIcons(List.of());
      SDES.forEach((sde, schedule) -> draw(figure, icons, sde, schedule));
      figure.write(workbook.file("score-sde.png"));
      colours(icons).write(workbook.file("score-sde-colours.png"));
    }
  }

  private static void draw(
      Figure figure, DiffusionPipeline icons, String sde, NoiseSchedule schedule) {
    try (DiffusionPipeline scores = IconModel.in(icons, schedule, Parameterization.SCORE)) {
      var request = scores.request().contexts(IconModel.contexts(icons)).count(8);
      Tensor reverse = request.sampler(Samplers.eulerMaruyama()).steps(100).generate().values();
      figure.add(sde + "\nEuler-Maruyama", IconModel.images(icons, reverse));
      request.sampler(Samplers.predictorCorrector(0.16, 1)).steps(60);
      figure.add(sde + "\nPC", IconModel.images(icons, request.generate().values()));
      request.sampler(Samplers.heun()).steps(20);
      figure.add(sde + "\nODE", IconModel.images(icons, request.generate().values()));
    }
  }

  /** Appendix I.3, with the grey values as a constraint: one grey icon in eight colours. */
  private static Figure colours(DiffusionPipeline icons) {
    Tensor icon = icons.request().context(icons.context("user")).seed(2).generate().values();
    Denoiser guided =
        Constraint.projection(Colours::grey, icon).guiding(icons.denoiser(), icons.card(), 1);
    try (DiffusionPipeline painter = DiffusionPipeline.of(guided, icons.card())) {
      var request = painter.request().context(icons.context("user")).guidance(1);
      Tensor painted = request.sampler(Samplers.ddim(1)).steps(100).count(6).generate().values();
      return Figure.ofIcons(List.of("icon", "grey", "", "", "", "", "", ""))
          .add("", IconModel.images(icons, icon))
          .add("", IconModel.images(icons, Colours.grey(icon)))
          .add("", IconModel.images(icons, painted));
    }
  }
}
