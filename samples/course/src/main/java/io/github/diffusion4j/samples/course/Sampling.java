package io.github.diffusion4j.samples.course;

import com.google.common.math.Stats;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationListener;
import io.github.diffusion4j.image.AnimatedGif;
import io.github.diffusion4j.image.PictureFormat;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.sampler.Interval;
import io.github.diffusion4j.sampler.Mix;
import io.github.diffusion4j.sampler.Plan;
import io.github.diffusion4j.sampler.Sampler;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.sampler.Tape;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Latent;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Lesson 2: from noise to pictures, and what happens if no noise is added on the way. */
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
   * @param spread of DDPM's pictures: the standard deviation of a value from picture to picture
   * @param collapsed the same of the sampler without noise
   * @param bell the same of DDPM's samples of a bell curve with the standard deviation 0.5
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
    public Mix step(Interval i, Tape tape) {
      double sigma2 = Math.pow(i.from().sigma(), 2);
      double nextSigma2 = Math.pow(i.to().sigma(), 2);
      double alpha = i.from().alpha() / i.to().alpha();
      Mix x0 = tape.predict(i.from()).x0();
      return x0.times(i.to().alpha() * i.beta() / sigma2)
          .plus(tape.state().times(alpha * nextSigma2 / sigma2));
    }

    @Override
    public String toString() {
      return "DDPM without noise";
    }
  }

  @Override
  public Findings run(Workbook workbook) {
    try (DiffusionPipeline icons = DiffusionPipeline.load("icons16");
        DiffusionPipeline bell = bell()) {
      int steps = workbook.either(250, 20);
      int bellSteps = workbook.either(500, 100);
      List<BufferedImage> frames = new ArrayList<>();
      PictureFormat format = new PictureFormat(icons.card().shape(), icons.card().range());
      GenerationListener film = film(format, Math.max(1, steps / FRAMES), frames);
      Latent right = samples(icons, Samplers.ddpm(), steps, film);
      Latent wrong = samples(icons, new WithoutNoise(), steps, step -> {});
      GIF.write(workbook.file("2-sampling.gif"), frames);
      Png.write(
          workbook.file("2-collapse.png"), pair(picture(format, right), picture(format, wrong)));

      Findings found =
          new Findings(
              spread(right),
              spread(wrong),
              spread(samples(bell, Samplers.ddpm(), bellSteps, step -> {})),
              spread(samples(bell, new WithoutNoise(), bellSteps, step -> {})),
              icons.request().sampler(Samplers.ddpm()).steps(STEPS_SHOWN).plan(),
              icons.request().sampler(new WithoutNoise()).steps(STEPS_SHOWN).plan());
      workbook.print("%s%n%s", found.right(), found.wrong());
      workbook.print("spread             icons  bell curve of 0.5");
      workbook.print("DDPM               %.3f  %.3f", found.spread(), found.bell());
      workbook.print("DDPM without noise %.3f  %.3f", found.collapsed(), found.collapsedBell());
      return found;
    }
  }

  private static Latent samples(
      DiffusionPipeline pipeline, Sampler sampler, int steps, GenerationListener listener) {
    return pipeline
        .request()
        .count(COUNT)
        .sampler(sampler)
        .steps(steps)
        .listener(listener)
        .generate()
        .latent();
  }

  /**
   * Data whose best network is known: for N(0, s^2), x0-hat = s^2 alpha x / (s^2 alpha^2 +
   * sigma^2).
   */
  private static DiffusionPipeline bell() {
    ModelCard card =
        ModelCard.of(
            "bell",
            Map.of(
                "time", "fraction",
                "shape", "1x32x32",
                "prediction", "x0",
                "schedule", "linear",
                "schedule.steps", "500"));
    return DiffusionPipeline.of(
        (x, levels, contexts, raw) -> {
          Level level = levels.get(0);
          double factor =
              0.25 * level.alpha() / (0.25 * level.alphaBar() + Math.pow(level.sigma(), 2));
          for (int i = 0; i < x.data().length; i++) {
            raw.data()[i] = (float) (factor * x.data()[i]);
          }
        },
        card);
  }

  /** What the sampler holds, beside the clean pictures that the network expects. */
  private static GenerationListener film(
      PictureFormat format, int every, List<BufferedImage> frames) {
    return step -> {
      if (step.index() % every == 0 || step.index() == step.count() - 1) {
        frames.add(pair(picture(format, step.x()), picture(format, step.x0())));
      }
    };
  }

  private static BufferedImage picture(PictureFormat format, Latent pictures) {
    return ICONS.grid(format.pictures(pictures.data()), COLUMNS);
  }

  private static BufferedImage pair(BufferedImage left, BufferedImage right) {
    return PAIR.grid(List.of(left, right), 2);
  }

  /** The root of the mean variance of a value, from picture to picture. */
  private static double spread(Latent pictures) {
    int size = pictures.shape().size();
    double sum = 0;
    for (int k = 0; k < size; k++) {
      int value = k;
      double[] values =
          IntStream.range(0, pictures.rows())
              .mapToDouble(row -> pictures.data()[row * size + value])
              .toArray();
      sum += Stats.of(values).sampleVariance();
    }
    return Math.sqrt(sum / size);
  }
}
