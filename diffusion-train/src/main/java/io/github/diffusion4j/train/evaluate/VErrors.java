package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * How wrong a model is about v for given images; image i has the noise of seed i at every time.
 *
 * @param clean images in the model's range
 * @param contexts one per image
 */
record VErrors(Model model, Tensor clean, List<ContextVector> contexts) {
  private static final int ROWS = 64;

  /** The mean squared error of each image at a level. */
  double[] at(Level level) {
    double[] errors = new double[clean.rows()];
    for (int from = 0; from < errors.length; from += ROWS) {
      int rows = Math.min(ROWS, errors.length - from);
      Tensor noise = noise(from, rows);
      Tensor x = noisy(from, noise, level);
      Tensor raw = Tensor.zeros(rows, model.card().outputShape());
      List<ContextVector> asked =
          contexts.subList(from, from + rows).stream()
              .map(model.card().context()::complete)
              .toList();
      model.evaluate(Evaluation.of(x, Collections.nCopies(rows, level), asked, raw));
      for (int row = 0; row < rows; row++) {
        errors[from + row] = error(from + row, row, x, noise, raw, level);
      }
    }
    return errors;
  }

  private Tensor noise(int from, int rows) {
    int size = clean.shape().size();
    Tensor noise = Tensor.zeros(rows, clean.shape());
    for (int row = 0; row < rows; row++) {
      NoiseSource.gaussian().fill((long) from + row, 0, noise.data(), row * size, size);
    }
    return noise;
  }

  // 2006.11239, eq 4: x_t = alpha x0 + sigma eps, as the network sees it
  private Tensor noisy(int from, Tensor noise, Level level) {
    Tensor x = Tensor.zeros(noise.rows(), clean.shape());
    int offset = from * clean.shape().size();
    for (int i = 0; i < x.data().length; i++) {
      double value = level.alpha() * clean.data()[offset + i] + level.sigma() * noise.data()[i];
      x.data()[i] = (float) (level.inputScale() * value);
    }
    return x;
  }

  // 2202.00512, appendix D: v = alpha eps - sigma x0, here for any alpha and sigma
  private double error(int image, int row, Tensor x, Tensor noise, Tensor raw, Level level) {
    double norm = Math.hypot(level.alpha(), level.sigma());
    double alpha = level.alpha() / norm;
    double sigma = level.sigma() / norm;
    Parameterization.XRawCoefficients toX0 = model.card().parameterization().x0(level);
    Parameterization.XRawCoefficients toEpsilon = model.card().parameterization().epsilon(level);
    double ofX = (alpha * toEpsilon.x() - sigma * toX0.x()) / level.inputScale();
    double ofRaw = alpha * toEpsilon.raw() - sigma * toX0.raw();
    int size = clean.shape().size();
    double sum = 0;
    for (int k = 0; k < size; k++) {
      double v = alpha * noise.data()[row * size + k] - sigma * clean.data()[image * size + k];
      double predicted =
          ofX * x.data()[row * size + k] + ofRaw * raw.data()[row * raw.shape().size() + k];
      sum += (predicted - v) * (predicted - v);
    }
    return sum / size;
  }
}
