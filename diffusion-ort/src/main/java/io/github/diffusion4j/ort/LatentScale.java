package io.github.diffusion4j.ort;

import io.github.diffusion4j.ort.json.Json;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How latents of the denoiser and of the autoencoder differ: by channel, denoiser = (autoencoder -
 * shift) scale, so that they have about unit variance (2112.10752, appendix G).
 *
 * @param shift by channel
 * @param scale by channel
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LatentScale(double[] shift, double[] scale) {
  /** The factor of an autoencoder whose configuration names none: that of its class. */
  private static final double DEFAULT_FACTOR = 0.18215;

  /**
   * Reads the configuration of an autoencoder.
   *
   * @param channels of the latents
   */
  static LatentScale of(Component autoencoder, int channels) {
    Optional<Json> config = autoencoder.config();
    double factor =
        config.flatMap(c -> c.find("scaling_factor")).map(Json::number).orElse(DEFAULT_FACTOR);
    double offset = config.flatMap(c -> c.find("shift_factor")).map(Json::number).orElse(0.0);
    if (factor == 0) {
      throw autoencoder.refused("scaling_factor = 0 in its config.json: a number other than 0");
    }
    double[] mean = list(config, "latents_mean", channels).orElse(fill(offset, channels));
    double[] std = list(config, "latents_std", channels).orElse(fill(1, channels));
    for (double deviation : std) {
      if (deviation == 0) {
        throw autoencoder.refused("latents_std with 0 in its config.json: numbers other than 0");
      }
    }
    return new LatentScale(
        mean, IntStream.range(0, channels).mapToDouble(c -> factor / std[c]).toArray());
  }

  private static double[] fill(double value, int channels) {
    return IntStream.range(0, channels).mapToDouble(c -> value).toArray();
  }

  private static Optional<double[]> list(Optional<Json> config, String key, int channels) {
    return config
        .flatMap(c -> c.find(key))
        .map(
            json -> {
              List<Json> numbers = json.elements();
              if (numbers.size() != channels) {
                throw json.expected("%d numbers, one per latent channel".formatted(channels));
              }
              return numbers.stream().mapToDouble(Json::number).toArray();
            });
  }

  /** The autoencoder's value of a denoiser's. */
  float unscaled(float value, int index, Shape shape) {
    int channel = index / (shape.size() / scale.length) % scale.length;
    return (float) (value / scale[channel] + shift[channel]);
  }

  /** The denoiser's value of an autoencoder's. */
  float scaled(float value, int index, Shape shape) {
    int channel = index / (shape.size() / scale.length) % scale.length;
    return (float) ((value - shift[channel]) * scale[channel]);
  }

  /** The denoiser's deviation of an autoencoder's. */
  float scaledDeviation(float value, int index, Shape shape) {
    int channel = index / (shape.size() / scale.length) % scale.length;
    return (float) (value * Math.abs(scale[channel]));
  }
}
