package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationListener;
import io.github.diffusion4j.image.AnimatedGif;
import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lesson 2: from noise to images, and what happens if no noise is added between steps. */
final class Sampling implements Lesson<Sampling.Findings> {
  private static final int COUNT = 8;
  private static final int COLUMNS = 4;
  private static final int FRAMES = 16;
  private static final int STEPS_SHOWN = 5;
  private static final Sheet ICONS = Sheet.DEFAULT.withZoom(3);
  private static final AnimatedGif GIF = // frames of noise are large: coarser than the default
      new AnimatedGif(Duration.ofMillis(200), Duration.ofSeconds(3), 16);
  private static final Sheet PAIR = new Sheet(1, 8, Color.WHITE);

  /**
   * What was found.
   *
   * @param spread of DDPM's images: the standard deviation of a value from image to image
   * @param collapsed the same of the sampler without noise
   * @param bell the same of DDPM's samples of a bell curve
   * @param collapsedBell the same of the sampler without noise
   * @param right DDPM in a few steps
   * @param wrong the sampler without noise in as many
   */
  record Findings(
      double spread, double collapsed, double bell, double collapsedBell, Plan right, Plan wrong) {}

  /** Half of algorithm 2 of 2006.11239: the mean, and no noise on top. */
  record WithoutNoise() implements Sampler {
    // eq 7: mean = alpha' beta / sigma^2 x0 + (alpha / alpha') sigma'^2 / sigma^2 x
    @Override
    public LinearForm step(Interval i, Recorder recorder) {
      double sigma2 = Math.pow(i.from().sigma(), 2);
      double nextSigma2 = Math.pow(i.to().sigma(), 2);
      double alpha = i.from().alpha() / i.to().alpha();
      LinearForm x0 = recorder.predict(i.from()).x0();
      return x0.times(i.to().alpha() * i.beta() / sigma2)
          .plus(recorder.state().times(alpha * nextSigma2 / sigma2));
    }

    @Override
    public String toString() {
      return "DDPM without noise";
    }
  }

  @Override
  public Findings run(Workbook workbook) {
    try (DiffusionPipeline icons = DiffusionPipeline.load("icons16");
        DiffusionPipeline bell = BellCurve.pipeline()) {
      int steps = workbook.either(250, 20);
      int bellSteps = workbook.either(500, 100);
      ImageFormat format = new ImageFormat(icons.card().shape(), icons.card().range());
      List<BufferedImage> frames = new ArrayList<>();
      GenerationListener film = film(format, Math.max(1, steps / FRAMES), frames);
      Tensor right = samples(icons, Samplers.ddpm(), steps, film);
      Tensor wrong = samples(icons, new WithoutNoise(), steps, step -> {});
      GIF.write(workbook.file("2-sampling.gif"), frames);
      pair(format, "DDPM", right, "without noise", wrong).write(workbook.file("2-collapse.png"));

      Findings found =
          new Findings(
              Spread.of(right),
              Spread.of(wrong),
              Spread.of(samples(bell, Samplers.ddpm(), bellSteps, step -> {})),
              Spread.of(samples(bell, new WithoutNoise(), bellSteps, step -> {})),
              icons.request().sampler(Samplers.ddpm()).steps(STEPS_SHOWN).plan(),
              icons.request().sampler(new WithoutNoise()).steps(STEPS_SHOWN).plan());
      workbook.print("%s%n%s", found.right(), found.wrong());
      Table table = new Table("spread | icons | bell curve of " + BellCurve.DEVIATION);
      table.row("DDPM | %.3f | %.3f", found.spread(), found.bell());
      table.row("DDPM without noise | %.3f | %.3f", found.collapsed(), found.collapsedBell());
      workbook.print(table);
      return found;
    }
  }

  private static Tensor samples(
      DiffusionPipeline pipeline, Sampler sampler, int steps, GenerationListener listener) {
    var request = pipeline.request().count(COUNT).sampler(sampler).steps(steps);
    return request.listener(listener).generate().values();
  }

  /** What the sampler holds, beside the clean images that the network expects. */
  private static GenerationListener film(
      ImageFormat format, int every, List<BufferedImage> frames) {
    return step -> {
      if (step.index() % every == 0 || step.index() == step.count() - 1) {
        frames.add(
            pair(format, "x, still noisy", step.x(), "x0-hat, what is expected", step.x0()).draw());
      }
    };
  }

  private static Figure pair(
      ImageFormat format, String left, Tensor leftIcons, String right, Tensor rightIcons) {
    return new Figure(PAIR, List.of(left, right))
        .add(
            "",
            Stream.of(leftIcons, rightIcons)
                .map(icons -> ICONS.grid(format.images(icons.data()), COLUMNS))
                .toList());
  }
}
