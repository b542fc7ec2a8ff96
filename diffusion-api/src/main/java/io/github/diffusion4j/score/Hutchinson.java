package io.github.diffusion4j.score;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Hutchinson's estimate of a trace, by random signs and central differences.
 *
 * @param probes number of vectors of signs
 */
record Hutchinson(int probes) implements Divergence {
  /** Of the deviation of the noise in the network's input. */
  private static final double SHARE = 0.01;

  private static final double LEAST = 1e-4;

  Hutchinson {
    if (probes < 1) {
      throw new IllegalArgumentException(
          "probes = " + probes + ": an estimate takes at least 1 vector");
    }
  }

  @Override
  public int evaluations() {
    return 2 * probes;
  }

  @Override
  public double[] traces(Denoiser network, Evaluation at, List<Long> seeds) {
    double[] traces = new double[at.rows()];
    for (int probe = 0; probe < probes; probe++) {
      probe(network, at, signs(at.x(), seeds, probe), traces);
    }
    return traces;
  }

  private static float[] signs(Tensor x, List<Long> seeds, int probe) {
    float[] z = new float[x.data().length];
    int size = x.shape().size();
    for (int row = 0; row < x.rows(); row++) {
      NoiseSource.gaussian().fill(seeds.get(row), probe, z, row * size, size);
    }
    for (int i = 0; i < z.length; i++) {
      z[i] = Math.copySign(1, z[i]);
    }
    return z;
  }

  // z J z = z (raw(x + h z) - raw(x - h z)) / (2 h)
  private void probe(Denoiser network, Evaluation at, float[] z, double[] traces) {
    int rows = at.rows();
    Shape shape = at.x().shape();
    int size = shape.size();
    Tensor both = Tensor.zeros(2 * rows, shape);
    for (int i = 0; i < z.length; i++) {
      double h = width(at.levels().get(i / size));
      both.data()[i] = (float) (at.x().data()[i] + h * z[i]);
      both.data()[z.length + i] = (float) (at.x().data()[i] - h * z[i]);
    }
    Evaluation done =
        Evaluation.of(
            both,
            twice(at.levels()),
            Hutchinson.<ContextVector>twice(at.contexts()),
            Tensor.zeros(2 * rows, at.output().shape()),
            at.stop());
    at.stop().check();
    network.evaluate(done);
    int wide = at.output().shape().size();
    for (int row = 0; row < rows; row++) {
      double product = 0;
      for (int i = 0; i < size; i++) {
        double ahead = done.output().data()[row * wide + i];
        double behind = done.output().data()[(rows + row) * wide + i];
        product += z[row * size + i] * (ahead - behind);
      }
      traces[row] += product / (2 * width(at.levels().get(row))) / probes;
    }
  }

  private static double width(Level level) {
    return Math.max(LEAST, SHARE * level.sigma() * level.inputScale());
  }

  private static <T> List<T> twice(List<T> rows) {
    List<T> twice = new ArrayList<>(rows);
    twice.addAll(rows);
    return twice;
  }
}
