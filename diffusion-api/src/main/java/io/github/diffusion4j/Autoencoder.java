package io.github.diffusion4j;

import io.github.diffusion4j.model.Decoder;
import io.github.diffusion4j.model.Encoder;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Converts between latents and images, row by row, so that memory does not grow with the batch.
 * Without a decoder, samples are images.
 *
 * @param decoder makes images of latents; null where samples are images
 * @param encoder makes latents of images; null where no image can be given
 */
record Autoencoder(@Nullable Decoder decoder, @Nullable Encoder encoder) implements AutoCloseable {

  /** Whether samples are latents, not images. */
  boolean isLatent() {
    return decoder != null;
  }

  /** The shape of the image that a sample becomes. */
  Shape imageShape(Shape sample) {
    return decoder == null ? sample : decoder.imageShape(sample);
  }

  /** The same, decoding in tiles of so many latents a side. */
  Autoencoder inTiles(int side) {
    return decoder == null ? this : new Autoencoder(new TiledDecoder(decoder, side), encoder);
  }

  /** The images of samples. */
  Tensor decode(Tensor samples, StopSignal stop) {
    if (decoder == null) {
      return samples;
    }
    Tensor images = Tensor.zeros(samples.rows(), imageShape(samples.shape()));
    Tensor image = Tensor.zeros(1, images.shape());
    for (int row = 0; row < samples.rows(); row++) {
      stop.check();
      decoder.decode(rowOf(samples, row), image, stop);
      Finite.check(image, "the decoder's image");
      System.arraycopy(
          image.data(), 0, images.data(), row * image.data().length, image.data().length);
    }
    return images;
  }

  /** Whether images of a shape can become samples of another. */
  boolean encodes(Shape image, Shape sample) {
    return encoder != null
        && image.equals(imageShape(sample))
        && encoder.latentShape(image).equals(sample);
  }

  /** The mean latents of images. */
  Tensor encode(Tensor images, StopSignal stop) {
    return posteriors(images, stop)[0];
  }

  /**
   * Latents of images for some samples, dealt out in turn and drawn from the posterior of each
   * image: z = mean + deviation epsilon, 1312.6114, equation 10, with draw {@link
   * NoiseSource#START} of the sample.
   */
  Tensor draw(Tensor images, NoiseSource noise, long seed, int count, StopSignal stop) {
    Tensor[] posteriors = posteriors(images, stop);
    Shape shape = posteriors[0].shape();
    Tensor latents = Tensor.zeros(count, shape);
    float[] z = new float[shape.size()];
    for (int sample = 0; sample < count; sample++) {
      noise.fill(seed + sample, NoiseSource.START, z, 0, z.length);
      int from = sample % images.rows() * z.length;
      for (int i = 0; i < z.length; i++) {
        latents.data()[sample * z.length + i] =
            posteriors[0].data()[from + i] + posteriors[1].data()[from + i] * z[i];
      }
    }
    return latents;
  }

  /** Mean and deviation. */
  private Tensor[] posteriors(Tensor images, StopSignal stop) {
    if (encoder == null) {
      throw new IllegalStateException("images without an encoder"); // checked before
    }
    Shape shape = encoder.latentShape(images.shape());
    Tensor means = Tensor.zeros(images.rows(), shape);
    Tensor deviations = Tensor.zeros(images.rows(), shape);
    Tensor mean = Tensor.zeros(1, shape);
    Tensor deviation = Tensor.zeros(1, shape);
    for (int row = 0; row < images.rows(); row++) {
      stop.check();
      encoder.encode(rowOf(images, row), mean, deviation, stop);
      Finite.check(mean, "the encoder's mean");
      Finite.check(deviation, "the encoder's deviation");
      System.arraycopy(mean.data(), 0, means.data(), row * shape.size(), shape.size());
      System.arraycopy(deviation.data(), 0, deviations.data(), row * shape.size(), shape.size());
    }
    return new Tensor[] {means, deviations};
  }

  private static Tensor rowOf(Tensor tensor, int row) {
    return Tensor.wrap(tensor.shape(), tensor.row(row));
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
    }
    if (encoder != null) {
      encoder.close();
    }
  }
}
