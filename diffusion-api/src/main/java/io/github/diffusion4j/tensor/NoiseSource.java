package io.github.diffusion4j.tensor;

/**
 * Gaussian noise by key: the same (seed, draw) gives the same values whatever was asked before.
 *
 * <p>A sample of a generation owns one seed: sample i of seed s is sample 0 of seed s + i. Draw 0
 * is its start noise; the draws of the sampler follow from 1, so the start does not depend on
 * sampler or steps. Implementations are thread-safe; {@code toString()} names them in provenance.
 */
@FunctionalInterface
public interface NoiseSource {

  /** The draw that starts a sample. */
  int START = 0;

  /**
   * Fills part of an array with independent N(0, 1) values.
   *
   * @param seed of the sample; every long is good
   * @param draw which tensor of that sample, from 0
   * @param target the array to write to
   * @param offset the first index written
   * @param length how many values are written; value i of a draw does not depend on it, but in
   *     {@link #torch}
   */
  void fill(long seed, int draw, float[] target, int offset, int length);

  /**
   * The source every pipeline uses: Philox 4x32-10 counters through the inverse normal
   * distribution, portable to the bit.
   *
   * @return a stateless source
   */
  static NoiseSource gaussian() {
    return Philox.INSTANCE;
  }

  /**
   * What PyTorch gives on CPU, so that a result made in Python can be made again: draw k of seed s
   * is what call k + 1 of {@code torch.randn(n, generator=g)} returns for {@code g =
   * torch.Generator().manual_seed(s)}, n being the length, in float32 and to 1e-5 (PyTorch's
   * logarithm and cosine round otherwise; these values are portable to the bit).
   *
   * <p>So sample i of seed s has a generator of its own, seeded s + i, as in {@code
   * [torch.Generator().manual_seed(s + i) for i in range(rows)]}. Who drew the whole batch from one
   * generator, {@code torch.manual_seed(s); torch.randn(4, 3, 16, 16)}, fills it at once and hands
   * it on as the start of a generation:
   *
   * <pre>{@code
   * float[] data = new float[4 * 3 * 16 * 16];
   * NoiseSource.torch().fill(s, 0, data, 0, data.length);
   * request.start(Tensor.wrap(Shape.of(3, 16, 16), data));
   * }</pre>
   *
   * <p>Where it differs from {@link #gaussian}: a value depends on the length of its draw; the
   * draws before it count as of the same length; draws are at least 0; and PyTorch keeps the lower
   * 32 bits of a seed, so seeds 2^32 apart give the same. Draws in order cost one pass each, as
   * long as no more than 500 samples take turns; any other order gives the same values, and a draw
   * out of order is reached from its seed.
   *
   * @return a new thread-safe source that remembers up to 1024 states of generators, 2.5 MB
   */
  static NoiseSource torch() {
    return new TorchNoise();
  }
}
