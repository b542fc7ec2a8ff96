package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.data.Dataset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Measures the images that a model makes, with contexts drawn from those of a data set.
 *
 * <p>Not thread-safe.
 */
public final class ModelEvaluator {
  private static final long CONTEXT_SEED = 0;
  private static final long FIRST_SEED = 0;

  private final Evaluator evaluator;
  private final ModelCard card;
  private final List<ContextVector> asked;
  private final LabelMap labels;
  private final Diversity diversity;

  /**
   * Draws the contexts.
   *
   * @param evaluator over the same data
   * @param data that the model was, or might have been, trained on
   * @param asked images of the data whose contexts are asked for: {@code data.training()}, or
   *     {@code data.heldOut()} for what the model has not seen
   * @param card of the model; labels that it shares with the data are asked for
   * @param samples how many images are made for a measurement, at least 4
   * @throws IllegalArgumentException if the model makes images of another shape, or the samples are
   *     too few
   */
  public ModelEvaluator(
      Evaluator evaluator, Dataset data, Dataset asked, ModelCard card, int samples) {
    if (!card.shape().equals(data.shape())) {
      throw new IllegalArgumentException(
          "%s makes %s, the data are %s: name with --data what it was trained on"
              .formatted(card.name(), card.shape(), data.shape()));
    }
    Evaluator.checkEnough(card.name(), samples);
    this.evaluator = evaluator;
    this.card = card;
    this.labels = new LabelMap(data.labels(), card.context());
    this.asked =
        new SplittableRandom(CONTEXT_SEED)
            .ints(samples, 0, asked.size())
            .mapToObj(i -> asked.example(i).context())
            .toList();
    this.diversity = Diversity.of(data.training());
  }

  /**
   * Generates and measures. The time is that of the images' generation alone.
   *
   * @param name in reports
   * @param request how to sample; its contexts, count and seed are set here
   * @return the scores
   */
  public Scores measure(String name, GenerationRequest request) {
    generate(request, asked.subList(0, 1), FIRST_SEED); // warms up
    long start = System.nanoTime();
    Tensor images = generate(request, asked, FIRST_SEED);
    double milliseconds = (System.nanoTime() - start) / 1e6 / asked.size();
    Map<Measure, Estimate> more = new EnumMap<>(Measure.class);
    more.put(Measure.MILLISECONDS, Estimate.exactly(milliseconds));
    diversity
        .measure(contexts -> generate(request, contexts, FIRST_SEED + asked.size()))
        .ifPresent(estimate -> more.put(Measure.DIVERSITY, estimate));
    List<ContextVector> known = asked.stream().map(labels::known).toList();
    return evaluator.measure(name, images, known).with(more);
  }

  private Tensor generate(GenerationRequest request, List<ContextVector> contexts, long seed) {
    Tensor samples =
        request
            .contexts(contexts.stream().map(labels::toModel).toList())
            .count(contexts.size())
            .seed(seed)
            .generate()
            .values();
    return ImageValues.of(samples, card.range());
  }
}
