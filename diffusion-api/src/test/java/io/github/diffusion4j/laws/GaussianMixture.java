package io.github.diffusion4j.laws;

import com.google.common.primitives.ImmutableDoubleArray;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.model.Parameterization.XRawCoefficients;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.score.Divergence;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Data of which everything is known: a mixture of round Gaussians of one deviation, with its
 * density, its samples, and the perfect network for it.
 *
 * @param weights of the modes, their sum 1
 * @param means of the modes
 * @param deviation of every mode, in each dimension
 */
public record GaussianMixture(
    List<Double> weights, List<ImmutableDoubleArray> means, double deviation) {

  /**
   * Two modes at +1 and -1 in each dimension.
   *
   * @param dimensions how many
   * @param weight of the mode at +1
   * @param deviation of both
   * @return the mixture
   */
  public static GaussianMixture twoModes(int dimensions, double weight, double deviation) {
    double[] mean = new double[dimensions];
    double[] opposite = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      mean[i] = 1;
      opposite[i] = -1;
    }
    return new GaussianMixture(
        List.of(weight, 1 - weight),
        List.of(ImmutableDoubleArray.copyOf(mean), ImmutableDoubleArray.copyOf(opposite)),
        deviation);
  }

  /**
   * The number of dimensions.
   *
   * @return at least 1
   */
  public int dimensions() {
    return means.get(0).length();
  }

  /**
   * The card of the perfect network.
   *
   * @param schedule of the noise
   * @param parameterization of its output
   * @return the card
   */
  public ModelCard card(NoiseSchedule schedule, Parameterization parameterization) {
    return ModelCard.builder(Shape.of(dimensions()), schedule, parameterization)
        .name("mixture")
        .build();
  }

  /**
   * The perfect network: the expectation of x0, in any terms.
   *
   * @param parameterization of its output
   * @return the denoiser
   */
  public Denoiser denoiser(Parameterization parameterization) {
    return e -> {
      for (int row = 0; row < e.rows(); row++) {
        double[] x = sample(e, row);
        Level level = e.levels().get(row);
        double[] clean = clean(x, level);
        XRawCoefficients of = parameterization.x0(level);
        for (int i = 0; i < x.length; i++) {
          double raw = of.raw() == 0 ? 0 : (clean[i] - of.x() * x[i]) / of.raw();
          e.output().data()[row * x.length + i] = (float) raw;
        }
      }
    };
  }

  /**
   * The trace of its Jacobian.
   *
   * @param parameterization of its output
   * @return the formula
   */
  public Divergence divergence(Parameterization parameterization) {
    return (network, e, seeds) -> {
      double[] traces = new double[e.rows()];
      for (int row = 0; row < traces.length; row++) {
        Level level = e.levels().get(row);
        XRawCoefficients of = parameterization.x0(level);
        double trace = cleanTrace(sample(e, row), level) - dimensions() * of.x();
        traces[row] = trace / of.raw() / level.inputScale();
      }
      return traces;
    };
  }

  /**
   * The probability of each mode for a noisy value.
   *
   * @param x alpha x0 + sigma epsilon
   * @param level where it is
   * @return their sum is 1
   */
  public double[] posterior(double[] x, Level level) {
    double[] logs = logs(x, level);
    double total = logSum(logs);
    for (int k = 0; k < logs.length; k++) {
      logs[k] = Math.exp(logs[k] - total);
    }
    return logs;
  }

  /**
   * The log-density of a noisy value.
   *
   * @param x alpha x0 + sigma epsilon
   * @param level where it is; time 0 for clean values
   * @return in nats
   */
  public double logDensity(double[] x, Level level) {
    return logSum(logs(x, level)) - x.length / 2.0 * Math.log(2 * Math.PI * variance(level));
  }

  /**
   * Draws clean samples.
   *
   * @param count how many
   * @param seed of the first; sample i has this seed + i
   * @return one row per sample
   */
  public Tensor samples(int count, long seed) {
    int n = dimensions();
    Tensor samples = Tensor.zeros(count, Shape.of(n));
    for (int row = 0; row < count; row++) {
      NoiseSource.gaussian().fill(seed + row, NoiseSource.START, samples.data(), row * n, n);
      double u = new SplittableRandom(seed + row).nextDouble();
      int mode = 0;
      for (double sum = weights.get(0); sum < u && mode + 1 < weights.size(); ) {
        mode++;
        sum += weights.get(mode);
      }
      for (int i = 0; i < n; i++) {
        int at = row * n + i;
        samples.data()[at] = (float) (means.get(mode).get(i) + deviation * samples.data()[at]);
      }
    }
    return samples;
  }

  /**
   * The mean negative log-density of samples, per dimension.
   *
   * @param samples clean
   * @return in nats
   */
  public double natsPerDimension(Tensor samples) {
    double sum = 0;
    for (int row = 0; row < samples.rows(); row++) {
      sum -= logDensity(doubles(samples.row(row)), Level.of(0, 1, 0));
    }
    return sum / samples.rows() / dimensions();
  }

  /**
   * The mode that a clean value most likely belongs to.
   *
   * @param x the value
   * @return index of the mode
   */
  public int mode(float... x) {
    double[] posterior = posterior(doubles(x), Level.of(0, 1, 0));
    int best = 0;
    for (int k = 1; k < posterior.length; k++) {
      best = posterior[k] > posterior[best] ? k : best;
    }
    return best;
  }

  /** E[x0 | x]: of each mode m + g (x - alpha m), g = alpha d^2 / V, weighted. */
  private double[] clean(double[] x, Level level) {
    double[] posterior = posterior(x, level);
    double gain = level.alpha() * deviation * deviation / variance(level);
    double[] clean = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double mean = 0;
      for (int k = 0; k < posterior.length; k++) {
        mean += posterior[k] * means.get(k).get(i);
      }
      clean[i] = mean + gain * (x[i] - level.alpha() * mean);
    }
    return clean;
  }

  /** n g + (1 - g alpha) alpha / V (mean of |m|^2 - |mean of m|^2). */
  private double cleanTrace(double[] x, Level level) {
    double[] posterior = posterior(x, level);
    double variance = variance(level);
    double gain = level.alpha() * deviation * deviation / variance;
    double spread = 0;
    for (int i = 0; i < x.length; i++) {
      double mean = 0;
      for (int k = 0; k < posterior.length; k++) {
        double m = means.get(k).get(i);
        mean += posterior[k] * m;
        spread += posterior[k] * m * m;
      }
      spread -= mean * mean;
    }
    return x.length * gain + (1 - gain * level.alpha()) * level.alpha() / variance * spread;
  }

  private double[] logs(double[] x, Level level) {
    double[] logs = new double[weights.size()];
    for (int k = 0; k < logs.length; k++) {
      double squares = 0;
      for (int i = 0; i < x.length; i++) {
        double off = x[i] - level.alpha() * means.get(k).get(i);
        squares += off * off;
      }
      logs[k] = Math.log(weights.get(k)) - squares / (2 * variance(level));
    }
    return logs;
  }

  private double variance(Level level) {
    double signal = level.alpha() * deviation;
    return signal * signal + level.sigma() * level.sigma();
  }

  private static double logSum(double[] logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum);
  }

  private static double[] sample(Evaluation e, int row) {
    double[] x = doubles(e.x().row(row));
    for (int i = 0; i < x.length; i++) {
      x[i] /= e.levels().get(row).inputScale();
    }
    return x;
  }

  private static double[] doubles(float... values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
