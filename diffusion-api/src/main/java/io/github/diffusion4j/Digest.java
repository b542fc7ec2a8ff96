package io.github.diffusion4j;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.diffusion4j.tensor.Tensor;

/** Tensors by their hashes. */
final class Digest {
  private Digest() {}

  /** Such as {@code 2 x 3x16x16, SHA-256 5f3a...}: over float32 in C order, little-endian. */
  static String of(Tensor values) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (float value : values.data()) {
      hasher.putFloat(value);
    }
    return "%d x %s, SHA-256 %s".formatted(values.rows(), values.shape(), hasher.hash());
  }
}
