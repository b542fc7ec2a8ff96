package io.github.diffusion4j.samples.papers;

import com.google.common.primitives.ImmutableDoubleArray;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.laws.GaussianMixture;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/** Data of which all is known, and how samples differ from it. */
final class Toys {
  /** At +1 with weight 0.7 and at -1, in 4 dimensions, of deviation 0.3. */
  static final GaussianMixture TWO_MODES = GaussianMixture.twoModes(4, 0.7, 0.3);

  /** Three classes on a circle, which overlap. */
  static final GaussianMixture CLASSES =
      new GaussianMixture(
          List.of(1 / 3.0, 1 / 3.0, 1 / 3.0),
          List.of(
              ImmutableDoubleArray.of(1.7, 0),
              ImmutableDoubleArray.of(-0.85, 1.4722),
              ImmutableDoubleArray.of(-0.85, -1.4722)),
          1);

  private Toys() {}

  static Tensor samples(
      GaussianMixture data, NoiseSchedule schedule, Sampler sampler, int steps, int count) {
    Parameterization v = Parameterization.V;
    try (DiffusionPipeline pipeline =
        DiffusionPipeline.of(data.denoiser(v), data.card(schedule, v))) {
      return pipeline
          .request()
          .sampler(sampler)
          .steps(steps)
          .count(count)
          .maxBatch(count)
          .generate()
          .values();
    }
  }

  /** The share of samples that belong to a mode. */
  static double weight(GaussianMixture data, Tensor samples, int mode) {
    int there = 0;
    for (int row = 0; row < samples.rows(); row++) {
      there += data.mode(samples.row(row)) == mode ? 1 : 0;
    }
    return (double) there / samples.rows();
  }

  /** The deviation of samples from their modes. */
  static double deviation(GaussianMixture data, Tensor samples) {
    double squares = 0;
    for (int row = 0; row < samples.rows(); row++) {
      float[] x = samples.row(row);
      ImmutableDoubleArray mean = data.means().get(data.mode(x));
      for (int i = 0; i < x.length; i++) {
        squares += (x[i] - mean.get(i)) * (x[i] - mean.get(i));
      }
    }
    return Math.sqrt(squares / samples.data().length);
  }

  /** The root mean square of a difference. */
  static double difference(Tensor a, Tensor b) {
    double squares = 0;
    for (int i = 0; i < a.data().length; i++) {
      double off = a.data()[i] - b.data()[i];
      squares += off * off;
    }
    return Math.sqrt(squares / a.data().length);
  }

  /** The standard deviation of a dimension. */
  static double spread(Tensor samples) {
    double[] sums = new double[2];
    double squares = 0;
    for (int i = 0; i < samples.data().length; i++) {
      sums[i % 2] += samples.data()[i] / samples.rows();
      squares += samples.data()[i] * samples.data()[i] / (double) samples.rows();
    }
    return Math.sqrt((squares - sums[0] * sums[0] - sums[1] * sums[1]) / 2);
  }
}
