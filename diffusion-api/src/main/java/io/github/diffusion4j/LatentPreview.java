package io.github.diffusion4j;

import io.github.diffusion4j.model.Decoder;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.numeric.LinearSystem;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/**
 * A linear approximation of a decoder: each latent pixel becomes one image pixel, an affine
 * function of its channels. The coefficients are those of least squares over a few decoded samples
 * of noise in patches, which are the same in every process.
 *
 * <p>Immutable and thread-safe.
 */
final class LatentPreview {
  private static final int SAMPLES = 6;
  private static final int SIDE = 16;

  /** Patches a side; their latents are equal, for an image hardly changes between neighbours. */
  private static final int PATCHES = 4;

  /** Keeps the equations solvable where a channel says nothing. */
  private static final double RIDGE = 1e-3;

  /** By image channel: a factor per latent channel, and the constant. */
  private final double[][] factors;

  private LatentPreview(double[][] factors) {
    this.factors = factors;
  }

  /**
   * Fits a decoder, by decoding some small samples.
   *
   * @param latents the shape of the model's samples
   */
  static LatentPreview of(Decoder decoder, Shape latents, StopSignal stop) {
    Shape shape = small(decoder, latents);
    int unknowns = latents.dimension(0) + 1;
    int channels = decoder.imageShape(shape).dimension(0);
    double[][] products = new double[unknowns][unknowns];
    double[][] sums = new double[channels][unknowns];
    for (int sample = 0; sample < SAMPLES; sample++) {
      stop.check();
      Tensor patches = patches(shape, sample);
      Tensor image = Tensor.zeros(1, decoder.imageShape(shape));
      decoder.decode(patches, image, stop);
      add(patches, image, products, sums);
    }
    double[][] factors = new double[channels][];
    for (int c = 0; c < channels; c++) {
      factors[c] = solve(products, sums[c]);
    }
    return new LatentPreview(factors);
  }

  /** A few latents, or the model's size where the decoder takes no other. */
  private static Shape small(Decoder decoder, Shape latents) {
    Shape small = Shape.of(latents.dimension(0), SIDE, SIDE);
    try {
      decoder.imageShape(small);
      return latents.dimension(1) <= SIDE && latents.dimension(2) <= SIDE ? latents : small;
    } catch (IllegalArgumentException e) {
      return latents;
    }
  }

  private static Tensor patches(Shape shape, int sample) {
    float[] noise = new float[shape.size()];
    NoiseSource.gaussian().fill(sample, NoiseSource.START, noise, 0, noise.length);
    float[] values = new float[noise.length];
    int width = shape.dimension(2);
    int side = Math.max(1, Math.min(width, shape.dimension(1)) / PATCHES);
    for (int i = 0; i < values.length; i++) {
      int line = i / width;
      values[i] = noise[line / side * side * width + i % width / side * side];
    }
    return Tensor.wrap(shape, values);
  }

  private static void add(Tensor latents, Tensor image, double[][] products, double[][] sums) {
    Shape shape = latents.shape();
    int plane = shape.dimension(1) * shape.dimension(2);
    double[] row = new double[products.length];
    for (int at = 0; at < plane; at++) {
      for (int c = 0; c < shape.dimension(0); c++) {
        row[c] = latents.data()[c * plane + at];
      }
      row[row.length - 1] = 1;
      for (int c = 0; c < sums.length; c++) {
        double pixel = mean(image, c, at / shape.dimension(2), at % shape.dimension(2), shape);
        for (int k = 0; k < row.length; k++) {
          sums[c][k] += row[k] * pixel;
        }
      }
      for (int k = 0; k < row.length; k++) {
        for (int l = 0; l < row.length; l++) {
          products[k][l] += row[k] * row[l];
        }
      }
    }
  }

  /** The mean of the image's pixels over a latent. */
  private static double mean(Tensor image, int channel, int y, int x, Shape latents) {
    int width = image.shape().dimension(2);
    int height = image.shape().dimension(1);
    int wide = width / latents.dimension(2);
    int high = height / latents.dimension(1);
    double sum = 0;
    for (int i = 0; i < high; i++) {
      for (int k = 0; k < wide; k++) {
        sum += image.data()[(channel * height + y * high + i) * width + x * wide + k];
      }
    }
    return sum / (wide * high);
  }

  private static double[] solve(double[][] products, double[] sums) {
    int n = sums.length;
    double[][] rows = new double[n][n + 1];
    for (int k = 0; k < n; k++) {
      System.arraycopy(products[k], 0, rows[k], 0, n);
      rows[k][k] += RIDGE;
      rows[k][n] = sums[k];
    }
    return LinearSystem.solve(rows);
  }

  /** Images as wide and high as the latents. */
  Tensor of(Tensor latents) {
    Shape shape = latents.shape();
    int plane = shape.dimension(1) * shape.dimension(2);
    Tensor images =
        Tensor.zeros(
            latents.rows(), Shape.of(factors.length, shape.dimension(1), shape.dimension(2)));
    for (int row = 0; row < latents.rows(); row++) {
      for (int c = 0; c < factors.length; c++) {
        for (int at = 0; at < plane; at++) {
          double sum = factors[c][shape.dimension(0)];
          for (int k = 0; k < shape.dimension(0); k++) {
            sum += factors[c][k] * latents.data()[row * shape.size() + k * plane + at];
          }
          images.data()[(row * factors.length + c) * plane + at] = (float) sum;
        }
      }
    }
    return images;
  }
}
