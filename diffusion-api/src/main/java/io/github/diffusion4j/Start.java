package io.github.diffusion4j;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the samples of a request start: noise, something in between, or images.
 *
 * <p>Immutable and thread-safe, as long as nobody changes the tensors it was given.
 */
public final class Start {

  /** Fills sample {@code index} of {@code count}. */
  private interface Filler {
    void fill(Request request, int index, float[] target, int offset);
  }

  /** What a filler may ask for. */
  record Request(NoiseSource noise, Shape shape, long seed, int count) {
    float[] noiseOf(long ofSeed) {
      float[] values = new float[shape.size()];
      noise.fill(ofSeed, NoiseSource.START, values, 0, values.length);
      return values;
    }
  }

  private final Filler filler;
  private final @Nullable Tensor images;
  private final int rows;
  private final double strength;
  private final Supplier<String> text;

  private Start(Filler filler, int rows, Supplier<String> text) {
    this(filler, null, rows, 0, text);
  }

  /** No image: strength 0. */
  private Start(
      Filler filler, @Nullable Tensor images, int rows, double strength, Supplier<String> text) {
    this.text = text;
    this.filler = filler;
    this.images = images;
    this.rows = rows;
    this.strength = strength;
  }

  /**
   * Noise by the seed of each sample, which every request starts with.
   *
   * @return the start
   */
  public static Start noise() {
    return new Start(
        (request, i, target, offset) ->
            request
                .noise()
                .fill(
                    request.seed() + i, NoiseSource.START, target, offset, request.shape().size()),
        0,
        () -> "noise");
  }

  /**
   * Given values in place of noise, one row per sample: N(0, 1), or clean samples for DDIM inverse.
   *
   * @param values not changed
   * @return the start
   */
  public static Start of(Tensor values) {
    return new Start(copyOf(values), values.rows(), () -> "given, " + values.digest());
  }

  /**
   * Images, noised part of the way and then denoised: image to image, "SDEdit" (2108.01073).
   *
   * @param images clean samples in the model's value range, assigned to the samples in turn
   * @param strength which share of the steps is run, in (0, 1], rounded down to whole steps, one at
   *     least: little keeps the image, 1 keeps hardly more than its colours
   * @return the start
   * @throws IllegalArgumentException if the strength is outside
   */
  public static Start image(Tensor images, double strength) {
    if (!(strength > 0 && strength <= 1)) {
      throw new IllegalArgumentException(
          "strength = " + strength + ": it lies in (0, 1], such as 0.6");
    }
    return new Start(
        copyOf(images),
        images,
        images.rows(),
        strength,
        () -> "images, strength %s, %s".formatted(strength, images.digest()));
  }

  /**
   * The way from one sample's noise to another's, on the sphere (slerp, 2010.02502, equation 67):
   * the first sample of the request is the one of the first seed, the last that of the second. Mix
   * contexts along with {@link io.github.diffusion4j.model.ContextVector#between}; use a sampler
   * that draws no noise.
   *
   * @param fromSeed where it starts
   * @param toSeed where it ends
   * @return the start
   */
  public static Start between(long fromSeed, long toSeed) {
    return new Start(
        (request, i, target, offset) ->
            slerp(
                request.noiseOf(fromSeed),
                request.noiseOf(toSeed),
                request.count() == 1 ? 0 : i / (request.count() - 1.0),
                request.shape(),
                target,
                offset),
        0,
        () -> "between seeds %d and %d".formatted(fromSeed, toSeed));
  }

  /**
   * Samples near one that is liked: its noise, turned a little towards that of each sample's own
   * seed.
   *
   * @param seed of the sample that is liked
   * @param amount how far, in [0, 1]: 0 repeats it, 1 is {@link #noise}
   * @return the start
   * @throws IllegalArgumentException if the amount is outside
   */
  public static Start variations(long seed, double amount) {
    if (!(amount >= 0 && amount <= 1)) {
      throw new IllegalArgumentException(
          "variation = " + amount + ": it lies in [0, 1], such as 0.3");
    }
    return new Start(
        (request, i, target, offset) ->
            slerp(
                request.noiseOf(seed),
                request.noiseOf(request.seed() + i),
                amount,
                request.shape(),
                target,
                offset),
        0,
        () -> "variations of seed %d by %s".formatted(seed, amount));
  }

  /** How many samples it is for; 0 for any number. */
  int rows() {
    return rows;
  }

  /** Whether it is for that many samples and no others. */
  boolean isFixed() {
    return rows > 0 && !isImage();
  }

  boolean isImage() {
    return strength > 0;
  }

  /** The images; null without any. */
  @Nullable Tensor images() {
    return images;
  }

  /** The same from the latents of the images; provenance records the images. */
  Start encoded(Tensor latents) {
    return new Start(copyOf(latents), latents, rows, strength, text);
  }

  /** How many of so many steps are walked. */
  int stepsOf(int steps) {
    return isImage() ? Math.max(1, (int) (strength * steps)) : steps;
  }

  /** Fills the samples from {@code first} on. */
  void fill(Request request, int first, Tensor target) {
    for (int row = 0; row < target.rows(); row++) {
      filler.fill(request, first + row, target.data(), row * target.shape().size());
    }
  }

  private static Filler copyOf(Tensor values) {
    int size = values.shape().size();
    return (request, i, target, offset) ->
        System.arraycopy(values.data(), i % values.rows() * size, target, offset, size);
  }

  private static void slerp(
      float[] from, float[] to, double share, Shape shape, float[] target, int offset) {
    Tensor between = Tensor.wrap(shape, from).slerp(Tensor.wrap(shape, to), share);
    System.arraycopy(between.data(), 0, target, offset, shape.size());
  }

  /** Such as {@code between seeds 3 and 7}; tensors by shape and SHA-256. */
  @Override
  public String toString() {
    return text.get();
  }
}
