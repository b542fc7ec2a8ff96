package io.github.diffusion4j.samples.papers;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.score.Conversion;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.List;

/** The shipped model of icons, in the terms of any paper. */
final class IconModel {
  private IconModel() {}

  static DiffusionPipeline open() {
    return DiffusionPipeline.load("icons16");
  }

  /** The same network on another schedule, predicting something else; closed with the first. */
  static DiffusionPipeline in(
      DiffusionPipeline icons, NoiseSchedule schedule, Parameterization parameterization) {
    ModelCard card = card(icons, schedule, parameterization);
    Denoiser network = Conversion.of(icons.card(), card).denoiser(icons.denoiser());
    return DiffusionPipeline.of(network, card);
  }

  static ModelCard card(
      DiffusionPipeline icons, NoiseSchedule schedule, Parameterization parameterization) {
    return ModelCard.builder(icons.card().shape(), schedule, parameterization)
        .name("icons16")
        .context(icons.card().context())
        .range(icons.card().range())
        .defaults(icons.card().defaults())
        .build();
  }

  /** What the icons of a row show. */
  static List<ContextVector> contexts(DiffusionPipeline icons) {
    return List.of(
        icons.context("folder", "plus"),
        icons.context("document"),
        icons.context("user"),
        icons.context("smiley"),
        icons.context("mail", "arrow"),
        icons.context("clock"),
        icons.context("lock"),
        icons.context("table", "minus"));
  }

  static List<BufferedImage> images(DiffusionPipeline icons, Tensor samples) {
    return new ImageFormat(samples.shape(), icons.card().range()).images(samples.data());
  }
}
