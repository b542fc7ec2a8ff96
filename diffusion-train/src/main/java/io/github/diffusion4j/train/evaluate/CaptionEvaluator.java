package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.features.FeatureNetwork;
import io.github.diffusion4j.train.features.Retrieval;
import java.util.List;
import java.util.Map;

/**
 * Measures images that were asked for by captions: what an {@link Evaluator} measures, and whether
 * each finds its caption among others.
 *
 * <p>Not thread-safe.
 *
 * @param evaluator over the data
 * @param network of the evaluator, trained with captions
 * @param retrieval how many captions an image chooses from
 */
public record CaptionEvaluator(Evaluator evaluator, FeatureNetwork network, Retrieval retrieval) {

  /**
   * What an image was asked to show.
   *
   * @param labels over those of the data, such as its style
   * @param text the pooled state of its caption, of length 1
   * @param others pooled states of captions from which the others are drawn
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Asked(ContextVector labels, float[] text, List<float[]> others) {}

  /**
   * Measures images.
   *
   * @param name of them in reports
   * @param images values in [-1, 1], see {@link ImageValues}; at least 4
   * @param asked one per image
   * @return their scores
   * @throws IllegalArgumentException if there are too few, or the network knows no captions
   */
  public Scores measure(String name, Tensor images, List<Asked> asked) {
    float[][] seen = network.look(images).texts();
    double[] found = new double[asked.size()];
    for (int i = 0; i < found.length; i++) {
      Asked one = asked.get(i);
      if (seen[i].length != one.text().length) {
        throw new IllegalArgumentException(
            "%s looks for texts of %d values, and the captions have %d; train it with these captions"
                .formatted(network.name(), seen[i].length, one.text().length));
      }
      found[i] = retrieval.finds(i, seen[i], one.text(), one.others()) ? 1 : 0;
    }
    return evaluator
        .measure(name, images, asked.stream().map(Asked::labels).toList())
        .with(Map.of(Measure.RETRIEVAL, Bootstrap.DEFAULT.ofMean(found)));
  }
}
