package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Spacing;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one image costs, with the guidance of the model's card.
 *
 * @param sampler its name
 * @param steps of it
 * @param evaluations that they take
 * @param guidance weight; 1 for none, else an evaluation has two rows
 * @param milliseconds an image
 */
record ImageCost(String sampler, int steps, int evaluations, double guidance, double milliseconds) {

  static ImageCost measure(Model model, Choice choice, Duration time) {
    ModelCard card = model.card();
    GenerationRequest request =
        choice.request(DiffusionPipeline.of(model)).context(context(card.context()));
    List<Double> times = Timing.repeat(time, () -> Timing.milliseconds(request::generate));
    return new ImageCost(
        choice.sampler,
        choice.steps,
        request.plan().evaluations(),
        card.context().size() == 0 ? 1 : card.defaults().guidance(),
        Timing.median(times, ms -> ms));
  }

  /** One that is not unconditional, as those are not guided. */
  private static ContextVector context(ContextSpec labels) {
    float[] first = new float[labels.size()];
    if (first.length > 0) {
      first[0] = 1;
    }
    return ContextVector.of(first);
  }

  /**
   * A sampler and its steps.
   *
   * @param sampler its name
   * @param steps within the model's schedule
   */
  record Choice(String sampler, int steps) {

    /** What the card recommends, then a quick, a usual and a thorough one. */
    static List<Choice> of(ModelCard card) {
      int most = card.schedule().steps();
      return Stream.of(
              recommended(card),
              new Choice("dpm-solver++", Math.min(10, most)),
              new Choice("ddim", Math.min(20, most)),
              new Choice("ddpm", Math.min(50, most)))
          .distinct()
          .toList();
    }

    private static Choice recommended(ModelCard card) {
      return new Choice(card.defaults().sampler(), card.defaults().steps());
    }

    /** What is not recommended is spaced so that any number of steps fits. */
    private GenerationRequest request(DiffusionPipeline pipeline) {
      GenerationRequest request = pipeline.request();
      return equals(recommended(pipeline.card()))
          ? request
          : request.sampler(Samplers.named(sampler, 0)).steps(steps).spacing(Spacing.trailing());
    }
  }
}
