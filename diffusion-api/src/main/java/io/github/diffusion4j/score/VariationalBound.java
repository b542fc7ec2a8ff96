package io.github.diffusion4j.score;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.sampler.DdpmVariance;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The variational bound on the negative log-likelihood of a model that is sampled by DDPM,
 * "Denoising Diffusion Probabilistic Models" (2006.11239), equation 5, estimated with one draw of
 * noise for each sample and step.
 *
 * <p>Immutable and thread-safe.
 */
public final class VariationalBound {
  private final Denoiser denoiser;
  private final ModelCard card;
  private final ContextVector context;
  private final DdpmVariance variance;
  private final int steps;
  private final Reconstruction reconstruction;

  private VariationalBound(
      Denoiser denoiser,
      ModelCard card,
      ContextVector context,
      DdpmVariance variance,
      int steps,
      Reconstruction reconstruction) {
    this.denoiser = denoiser;
    this.card = card;
    this.context = context;
    this.variance = variance;
    this.steps = steps;
    this.reconstruction = reconstruction;
  }

  /**
   * The bound of a denoiser.
   *
   * @param denoiser evaluated, and not closed
   * @param card what it is
   * @return the bound on the density of values, unconditional, with variance beta and all T steps
   */
  public static VariationalBound of(Denoiser denoiser, ModelCard card) {
    return new VariationalBound(
        denoiser,
        card,
        ContextVector.unconditional(),
        DdpmVariance.BETA,
        card.schedule().steps(),
        Reconstruction.density());
  }

  /**
   * The same of samples of a context.
   *
   * @param newContext that fits the model
   * @return a copy
   * @throws IllegalArgumentException if it does not fit
   */
  public VariationalBound context(ContextVector newContext) {
    card.context().check(newContext);
    return new VariationalBound(denoiser, card, newContext, variance, steps, reconstruction);
  }

  /**
   * The same with another variance of the reverse steps. Beta-tilde is 0 in the last step, where
   * that of the step before is taken, as in the paper's code.
   *
   * @param newVariance default beta
   * @return a copy
   * @throws IllegalArgumentException if it is learned and the model predicts none
   */
  public VariationalBound variance(DdpmVariance newVariance) {
    if (newVariance == DdpmVariance.LEARNED_RANGE
        && card.variance() != ModelCard.Variance.LEARNED_RANGE) {
      throw new IllegalArgumentException(
          "%s predicts no variance: take beta or beta-tilde".formatted(card.name()));
    }
    return new VariationalBound(denoiser, card, context, newVariance, steps, reconstruction);
  }

  /**
   * The same of the model that is sampled in fewer steps, trailing.
   *
   * @param newSteps from 2 to T; default T. Each takes one evaluation
   * @return a copy
   * @throws IllegalArgumentException if it is outside
   */
  public VariationalBound steps(int newSteps) {
    if (newSteps < 2 || newSteps > card.schedule().steps()) {
      throw new IllegalArgumentException(
          "steps = %d: the bound of this model takes 2 to %d"
              .formatted(newSteps, card.schedule().steps()));
    }
    return new VariationalBound(denoiser, card, context, variance, newSteps, reconstruction);
  }

  /**
   * The same on the probability of shades in place of the density of values, equation 13: the last
   * step is a discrete decoder.
   *
   * @param shades how many values of equal distance the card's range has, at least 2; 256 for
   *     images
   * @return a copy
   * @throws IllegalArgumentException if shades is below 2
   */
  public VariationalBound shades(int shades) {
    return new VariationalBound(
        denoiser, card, context, variance, steps, Reconstruction.shades(shades, card.range()));
  }

  /**
   * Estimates the bound of some samples.
   *
   * @param samples clean, of the card's shape; not changed
   * @param seed of the noise of the first; sample i has this seed + i
   * @return the parts of the bound, the means over the samples
   * @throws IllegalArgumentException if the shape is another, or the network says nothing at a step
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Terms of(Tensor samples, long seed) {
    Network network = Network.of(denoiser, card, context);
    network.check(samples);
    double[] times = Spacing.trailing().times(card.schedule(), steps);
    List<Double> nats = new ArrayList<>();
    List<Double> at = new ArrayList<>();
    ReverseVariance reverse = new ReverseVariance(variance, 0);
    double reconstructed = 0;
    for (int i = 0; i < steps; i++) {
      Interval interval =
          new Interval(card.schedule().level(times[i]), card.schedule().level(times[i + 1]));
      reverse = reverse.at(interval);
      Tensor noised = noised(samples, interval.from(), seed, i);
      Evaluation done =
          network.evaluate(noised, Collections.nCopies(noised.rows(), interval.from()));
      ReverseStep step = new ReverseStep(card, interval, reverse, done);
      if (i == steps - 1) {
        reconstructed = step.reconstruction(samples, noised, reconstruction);
      } else {
        nats.add(step.divergence(samples, noised));
        at.add(times[i]);
      }
    }
    return new Terms(prior(samples), at, nats, reconstructed);
  }

  private static Tensor noised(Tensor samples, Level level, long seed, int draw) {
    Tensor noised = Tensor.zeros(samples.rows(), samples.shape());
    int size = samples.shape().size();
    for (int row = 0; row < samples.rows(); row++) {
      NoiseSource.gaussian().fill(seed + row, draw, noised.data(), row * size, size);
    }
    for (int i = 0; i < noised.data().length; i++) {
      noised.data()[i] =
          (float) (level.alpha() * samples.data()[i] + level.sigma() * noised.data()[i]);
    }
    return noised;
  }

  /** KL(q(x_T | x0), N(0, alpha^2 + sigma^2)), the first term of equation 5, per dimension. */
  private double prior(Tensor samples) {
    Level last = card.schedule().level(card.schedule().steps());
    double ratio = last.sigma() / Math.hypot(last.alpha(), last.sigma());
    double signal = last.alpha() / Math.hypot(last.alpha(), last.sigma());
    double squares = 0;
    for (float value : samples.data()) {
      squares += signal * value * (signal * value);
    }
    return -Math.log(ratio) + (ratio * ratio - 1 + squares / samples.data().length) / 2;
  }

  /**
   * The parts of the bound, in nats per dimension.
   *
   * @param prior what the noisy end still tells of the sample
   * @param times at which the steps begin, falling
   * @param steps the divergence of each step, which leads from its time to the next
   * @param reconstruction the negative log-probability of the sample in the last step
   */
  public record Terms(double prior, List<Double> times, List<Double> steps, double reconstruction) {

    /**
     * Copies the lists.
     *
     * @param prior what the noisy end still tells of the sample
     * @param times at which the steps begin, falling
     * @param steps the divergence of each step
     * @param reconstruction the negative log-probability of the sample in the last step
     */
    public Terms {
      times = List.copyOf(times);
      steps = List.copyOf(steps);
    }

    /**
     * The bound.
     *
     * @return the sum of the parts, in nats per dimension
     */
    public double natsPerDimension() {
      double sum = prior + reconstruction;
      for (double step : steps) {
        sum += step;
      }
      return sum;
    }

    /**
     * The bound as papers on image models report it.
     *
     * @return the sum of the parts, in bits per dimension
     */
    public double bitsPerDimension() {
      return natsPerDimension() / Math.log(2);
    }
  }
}
