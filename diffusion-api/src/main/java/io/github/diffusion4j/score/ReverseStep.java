package io.github.diffusion4j.score;

import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization.XRawCoefficients;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.tensor.Tensor;

/**
 * One step of DDPM, seen beside the samples that it should lead to.
 *
 * @param card of the model
 * @param interval of the step
 * @param variance of the step
 * @param done the evaluation at its start
 */
record ReverseStep(ModelCard card, Interval interval, ReverseVariance variance, Evaluation done) {

  /**
   * KL(q(x' | x, x0), p(x' | x)), 2006.11239, equation 5, the mean over samples and dimensions.
   *
   * @param samples x0
   * @param noised x
   */
  double divergence(Tensor samples, Tensor noised) {
    // eq 7: both means have the same share of x, and alpha' beta / sigma^2 of x0
    double sigma2 = interval.from().sigma() * interval.from().sigma();
    double share = interval.to().alpha() * interval.beta() / sigma2;
    double truth = interval.betaTilde();
    double sum = 0;
    for (int i = 0; i < samples.data().length; i++) {
      double off = share * (samples.data()[i] - x0(noised, i));
      double model = variance.of(interval, learned(i));
      sum += (Math.log(model / truth) + (truth + off * off) / model - 1) / 2;
    }
    return sum / samples.data().length;
  }

  /** The negative log-probability of the samples in the last step, of which x0-hat is the mean. */
  double reconstruction(Tensor samples, Tensor noised, Reconstruction by) {
    double sum = 0;
    for (int i = 0; i < samples.data().length; i++) {
      double deviation = Math.sqrt(variance.of(interval, learned(i)));
      sum -= by.logProbability(samples.data()[i], x0(noised, i), deviation);
    }
    return sum / samples.data().length;
  }

  private double x0(Tensor noised, int i) {
    XRawCoefficients of = card.parameterization().x0(interval.from());
    if (!of.isFinite()) {
      throw new IllegalArgumentException(
          "the network predicts %s, which does not determine x0 at %s: bound a model with some signal there"
              .formatted(card.parameterization(), interval.from()));
    }
    return of.x() * noised.data()[i] + of.raw() * done.output().data()[place(i)];
  }

  private double learned(int i) {
    int size = card.shape().size();
    return done.output().shape().size() == size ? 0 : done.output().data()[place(i) + size];
  }

  private int place(int i) {
    int size = card.shape().size();
    return i / size * done.output().shape().size() + i % size;
  }
}
