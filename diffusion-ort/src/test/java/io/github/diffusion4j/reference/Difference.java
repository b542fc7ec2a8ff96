package io.github.diffusion4j.reference;

/**
 * How far a result is from the reference.
 *
 * @param latents largest difference relative to the largest latent; 0 where there are none
 * @param images largest difference of values in 0..1
 */
record Difference(double latents, double images) {

  double largest() {
    return Math.max(latents, images);
  }

  static Difference worst(Difference a, Difference b) {
    return new Difference(Math.max(a.latents, b.latents), Math.max(a.images, b.images));
  }

  /** NaN where something is no number, which no tolerance allows. */
  static double of(float[] values, float[] reference, int from) {
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = Math.abs((double) values[i] - reference[from + i]);
      largest = difference <= largest ? largest : difference;
    }
    return largest;
  }

  static double magnitude(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Override
  public String toString() {
    return "latents %.2g, images %.2g".formatted(latents, images);
  }
}
