package io.github.diffusion4j.score;

import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/**
 * The log-density of samples under a model.
 *
 * @param nats natural logarithm of the density of each sample, over its values as they are
 * @param latents what the samples became at the noisy end, as {@link ProbabilityFlow#encode} gives
 *     them
 * @param evaluations of the network for each sample, those of the divergence included
 */
public record Likelihood(List<Double> nats, Tensor latents, List<Integer> evaluations) {

  /**
   * Copies the lists.
   *
   * @param nats natural logarithm of the density of each sample, over its values as they are
   * @param latents what the samples became at the noisy end
   * @param evaluations of the network for each sample
   */
  public Likelihood {
    nats = List.copyOf(nats);
    evaluations = List.copyOf(evaluations);
  }

  /**
   * The negative log-likelihood per dimension, the mean over the samples.
   *
   * @return in nats; differs by the logarithm of a unit if values are measured in another
   */
  public double natsPerDimension() {
    double sum = 0;
    for (double nat : nats) {
      sum -= nat;
    }
    return sum / nats.size() / latents.shape().size();
  }

  /**
   * The bits that a value takes when values are told to a precision, the mean over the samples.
   *
   * @param precision the width of one step of a value: 2 / 256 for images of 256 shades between -1
   *     and 1, noised evenly over a step ({@link ProbabilityFlow#dequantized}); 1 for the density
   *     itself
   * @return bits per dimension, as papers on image models report them
   */
  public double bitsPerDimension(double precision) {
    return (natsPerDimension() - Math.log(precision)) / Math.log(2);
  }
}
