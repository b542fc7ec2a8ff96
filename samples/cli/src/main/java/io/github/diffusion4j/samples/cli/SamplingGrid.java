package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.SamplingDefaults;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Spacing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Ways to sample, every one with every other; what is left out is as the model's card says. */
final class SamplingGrid {
  @Option(
      names = "--sampler",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "NAME,...",
      description = "Samplers that diffusion samplers lists.")
  private List<String> samplers = List.of();

  @Option(
      names = "--steps",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "N,...",
      description = "Steps of the samplers.")
  private List<Integer> steps = List.of();

  @Option(
      names = "--guidance",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "W,...",
      description = "How closely contexts are followed: 1 as trained, above 1 more.")
  private List<Double> weights = List.of();

  @Option(
      names = "--spacing",
      paramLabel = "NAME",
      description = "Which times are visited; see generate --help.")
  private @Nullable String spacing;

  /** All of them for a model. */
  List<Cell> of(ModelCard card) {
    SamplingDefaults advice = card.defaults();
    List<Cell> cells = new ArrayList<>();
    for (String sampler : orElse(samplers, advice.sampler())) {
      for (int n : orElse(steps, advice.steps())) {
        for (double weight : orElse(weights, advice.guidance())) {
          cells.add(
              new Cell(card, sampler, n, weight, spacing == null ? advice.spacing() : spacing));
        }
      }
    }
    return cells;
  }

  private static <T> List<T> orElse(List<T> given, T advised) {
    return given.isEmpty() ? List.of(advised) : given;
  }

  /**
   * One way.
   *
   * @param card of the model
   * @param sampler its name
   * @param steps of it
   * @param guidance weight
   * @param spacing its name
   */
  record Cell(ModelCard card, String sampler, int steps, double guidance, String spacing) {
    GenerationRequest request(DiffusionPipeline pipeline) {
      double eta = sampler.equals(card.defaults().sampler()) ? card.defaults().eta() : 0;
      GenerationRequest request =
          pipeline
              .request()
              .sampler(Samplers.named(sampler, eta))
              .steps(steps)
              .spacing(Spacing.named(spacing));
      return card.context().size() == 0 ? request : request.guidance(guidance);
    }

    @Override
    public String toString() {
      String weight = BigDecimal.valueOf(guidance).stripTrailingZeros().toPlainString();
      return "%s, %s %d, guidance %s".formatted(card.name(), sampler, steps, weight);
    }
  }
}
