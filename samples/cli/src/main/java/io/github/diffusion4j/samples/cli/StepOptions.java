package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which steps are taken; what is left out is as the model's card recommends. */
final class StepOptions {
  @Option(names = "--steps", paramLabel = "N", description = "Steps of the sampler.")
  private @Nullable Integer steps;

  @Option(
      names = "--spacing",
      paramLabel = "NAME",
      description =
          "Which times are visited: trailing, leading, linspace, karras, exponential, log-snr or beta.")
  private @Nullable String spacing;

  @Option(
      names = "--clip",
      paramLabel = "BOUND",
      description = "Bound of the predicted clean sample, or none.")
  private @Nullable String clip;

  void apply(GenerationRequest request) {
    if (steps != null) {
      request.steps(steps);
    }
    if (spacing != null) {
      request.spacing(Spacing.named(spacing));
    }
    if (clip != null) {
      request.thresholding(
          clip.equals("none") ? Thresholding.none() : Thresholding.clip(bound(clip)));
    }
  }

  void refuseSpacing(SchedulerConfig scheduler) {
    if (spacing != null) {
      throw new IllegalArgumentException(
          "--spacing %s with %s, whose configuration says which times are visited: give a --sampler,"
                  .formatted(spacing, scheduler.className())
              + " or a --scheduler file");
    }
  }

  private static double bound(String clip) {
    try {
      return Double.parseDouble(clip);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--clip " + clip + ": a bound above 0, or none", e);
    }
  }
}
