package io.github.diffusion4j.tensor;

import org.jspecify.annotations.Nullable;

/**
 * The state of PyTorch's generator on CPU, and what {@code torch.randn} in float32 makes of it.
 *
 * <p>Elementary functions are those of StrictMath, so every machine gives the same bits. PyTorch's
 * own are vectorised; over nine million values the largest difference was 5e-7.
 *
 * <p>Mutable and not thread-safe.
 */
final class TorchGenerator {
  private static final int CHUNK = 16;
  private static final int HALF = CHUNK / 2;
  private static final float TWO_PI = (float) (2 * Math.PI);

  private final MersenneTwister twister;

  /** The second normal of a pair that was drawn in double. */
  private @Nullable Double spare;

  private TorchGenerator(MersenneTwister twister, @Nullable Double spare) {
    this.twister = twister;
    this.spare = spare;
  }

  static TorchGenerator ofSeed(int seed) {
    return new TorchGenerator(MersenneTwister.ofSeed(seed), null);
  }

  TorchGenerator copy() {
    return new TorchGenerator(twister.copy(), spare);
  }

  /** One call of randn. From 16 values on they are made 16 at a time, the last 16 of them anew. */
  void randn(float[] target, int offset, int length) {
    if (length < CHUNK) {
      for (int i = offset; i < offset + length; i++) {
        target[i] = (float) normal();
      }
      return;
    }
    uniform(target, offset, length);
    int end = offset + length;
    for (int i = offset; i + CHUNK <= end; i += CHUNK) {
      boxMuller(target, i);
    }
    if (length % CHUNK != 0) {
      uniform(target, end - CHUNK, CHUNK);
      boxMuller(target, end - CHUNK);
    }
  }

  /** Leaves out so many calls of randn. */
  void skip(int calls, int length) {
    if (length < CHUNK) {
      long normals = (long) calls * length;
      twister.skip(normals / 2 * 4);
      spare = null;
      if (normals % 2 == 1) {
        normal();
      }
    } else {
      twister.skip(calls * (length + (length % CHUNK == 0 ? 0L : CHUNK)));
    }
  }

  private void uniform(float[] target, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      target[i] = (twister.nextInt() & 0xFFFFFF) * 0x1p-24f;
    }
  }

  // Box and Muller (1958): sqrt(-2 ln u1) (cos 2 pi u2, sin 2 pi u2)
  private static void boxMuller(float[] target, int offset) {
    for (int j = offset; j < offset + HALF; j++) {
      float u1 = 1 - target[j];
      float u2 = target[j + HALF];
      float radius = (float) Math.sqrt(-2 * (float) StrictMath.log(u1));
      float theta = TWO_PI * u2;
      target[j] = radius * (float) StrictMath.cos(theta);
      target[j + HALF] = radius * (float) StrictMath.sin(theta);
    }
  }

  /** One value of a short call: Box-Muller in double, the sine kept for the next value. */
  private double normal() {
    if (spare != null) {
      double kept = spare;
      spare = null;
      return kept;
    }
    double theta = 2 * Math.PI * uniform();
    double radius = Math.sqrt(-2 * StrictMath.log1p(-uniform()));
    spare = radius * StrictMath.sin(theta);
    return radius * StrictMath.cos(theta);
  }

  /** 53 bits of two words, the first the upper. */
  private double uniform() {
    long upper = (long) twister.nextInt() << 32;
    long word = upper | (twister.nextInt() & 0xFFFFFFFFL);
    return (word & ((1L << 53) - 1)) * 0x1p-53;
  }
}
