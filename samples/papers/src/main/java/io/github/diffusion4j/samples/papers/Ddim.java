package io.github.diffusion4j.samples.papers;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.samples.course.Figure;
import io.github.diffusion4j.samples.course.Table;
import io.github.diffusion4j.samples.course.Workbook;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.score.ProbabilityFlow;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** "Denoising Diffusion Implicit Models" (2010.02502). */
final class Ddim implements Paper {
  private static final int COUNT = 4000;
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(1000, 1e-4, 0.02);

  @Override
  public void knownData(Workbook workbook) {
    Tensor data = Toys.TWO_MODES.samples(COUNT, 1_000_000);
    Table table = new Table("steps | distance, eta 0 | distance, eta 1");
    for (int steps : new int[] {10, 20, 50, 100}) {
      table.row("%d | %.3f | %.3f", steps, distance(data, 0, steps), distance(data, 1, steps));
    }
    workbook.print(table);
    Table trips = new Table("steps of a round trip | mean squared error");
    for (int steps : new int[] {10, 100, 1000}) {
      trips.row("%d | %.6f", steps, roundTrip(steps));
    }
    workbook.print(trips);
  }

  private static double distance(Tensor data, double eta, int steps) {
    return SlicedDistance.between(
        data, Toys.samples(Toys.TWO_MODES, SCHEDULE, Samplers.ddim(eta), steps, COUNT));
  }

  /** Section 5.4: data to noise and back. */
  private static double roundTrip(int steps) {
    Parameterization epsilon = Parameterization.EPSILON;
    Tensor data = Toys.TWO_MODES.samples(200, 1);
    try (DiffusionPipeline pipeline =
        DiffusionPipeline.of(
            Toys.TWO_MODES.denoiser(epsilon), Toys.TWO_MODES.card(SCHEDULE, epsilon))) {
      var request = pipeline.request().sampler(Samplers.ddim()).steps(steps).count(200);
      Tensor noise = request.invert(data);
      return Math.pow(Toys.difference(data, request.start(noise).generate().values()), 2);
    }
  }

  @Override
  public void icons(Workbook workbook) {
    try (DiffusionPipeline icons = IconModel.open()) {
      Tensor drawn =
          icons.request().contexts(IconModel.contexts(icons)).count(8).seed(5).generate().values();
      ProbabilityFlow flow = ProbabilityFlow.of(icons.denoiser(), icons.card()).tolerance(1e-4);
      Tensor latents = flow.encode(drawn).values();
      Figure figure = Figure.ofIcons(List.of()).add("icons", IconModel.images(icons, drawn));
      for (int steps : new int[] {10, 100}) {
        var request = icons.request().sampler(Samplers.ddim()).guidance(1).steps(steps).count(8);
        Tensor again = request.start(request.invert(drawn)).generate().values();
        figure.add("there and back\nin " + steps, IconModel.images(icons, again));
        workbook.print("icons, round trip in %d: %.3f", steps, Toys.difference(drawn, again));
      }
      Tensor again = flow.decode(latents).values();
      figure.add("adaptive", IconModel.images(icons, again));
      workbook.print("icons, adaptive round trip: %.4f", Toys.difference(drawn, again));
      figure.add("slerp", between(icons, flow, latents)).write(workbook.file("ddim.png"));
    }
  }

  /** Equation 67: from the latent of the first icon to that of the fourth. */
  private static List<BufferedImage> between(
      DiffusionPipeline icons, ProbabilityFlow flow, Tensor latents) {
    Tensor from = Tensor.wrap(latents.shape(), latents.row(0));
    Tensor to = Tensor.wrap(latents.shape(), latents.row(3));
    List<BufferedImage> images = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      images.addAll(IconModel.images(icons, flow.decode(from.slerp(to, i / 7.0)).values()));
    }
    return images;
  }
}
