package io.github.diffusion4j.tensor;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.Objects;

/**
 * See {@link NoiseSource#torch}. A draw begins where the draw before it ended; the places where
 * draws ended lately are remembered, and others are reached from the seed.
 */
final class TorchNoise implements NoiseSource {
  /** States of 2.5 KB. */
  private static final int REMEMBERED = 1024;

  /** By the draw that they begin. A state in here changes no more. */
  private final Cache<Key, TorchGenerator> states =
      CacheBuilder.newBuilder().concurrencyLevel(1).maximumSize(REMEMBERED).build();

  /** The seed as PyTorch keeps it: its lower 32 bits. */
  private record Key(int seed, int draw, int length) {}

  @Override
  public void fill(long seed, int draw, float[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (draw < 0) {
      throw new IllegalArgumentException("draw = " + draw + ": draws count from 0");
    }
    TorchGenerator generator = at(new Key((int) seed, draw, length));
    generator.randn(target, offset, length);
    states.put(new Key((int) seed, draw + 1, length), generator);
  }

  private TorchGenerator at(Key key) {
    TorchGenerator known = states.getIfPresent(key);
    if (known != null) {
      return known.copy();
    }
    TorchGenerator generator = TorchGenerator.ofSeed(key.seed());
    generator.skip(key.draw(), key.length());
    return generator;
  }

  @Override
  public String toString() {
    return "torch";
  }
}
