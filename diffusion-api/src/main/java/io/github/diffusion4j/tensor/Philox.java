package io.github.diffusion4j.tensor;

/**
 * Philox 4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel Random
 * Numbers: As Easy as 1, 2, 3" (SC 2011), section 3.3.
 *
 * <p>Key: the seed. Counter: (block, 0, draw, 0). Each block gives four 32-bit words w, each of
 * which becomes the normal of probability (w + 1/2) / 2^32; so values reach out to 6.2 standard
 * deviations.
 */
final class Philox implements NoiseSource {
  static final Philox INSTANCE = new Philox();

  private static final int ROUNDS = 10;
  private static final long M0 = 0xD2511F53L;
  private static final long M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final double WORD = 0x1p-32;

  /** Values at a time; a multiple of 4. */
  private static final int CHUNK = 128;

  /** Two chunks for each thread, so that a fill allocates nothing; arrays pin no class loader. */
  private static final ThreadLocal<double[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new double[2][CHUNK]);

  private Philox() {}

  @Override
  public void fill(long seed, int draw, float[] target, int offset, int length) {
    int[] words = new int[4];
    double[] centred = SCRATCH.get()[0];
    double[] quantiles = SCRATCH.get()[1];
    for (int first = 0; first < length; first += CHUNK) {
      int count = Math.min(CHUNK, length - first);
      for (int i = 0; i < count; i += 4) {
        block((first + i) / 4, 0, draw, 0, (int) seed, (int) (seed >>> 32), words);
        for (int k = 0; k < 4; k++) {
          centred[i + k] = ((words[k] & 0xFFFFFFFFL) + 0.5) * WORD - 0.5;
        }
      }
      Normal.quantiles(centred, quantiles, count, target, offset + first);
    }
  }

  static void block(int c0, int c1, int c2, int c3, int key0, int key1, int[] out) {
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = M0 * (c0 & 0xFFFFFFFFL);
      long p1 = M1 * (c2 & 0xFFFFFFFFL);
      c0 = (int) (p1 >>> 32) ^ c1 ^ (key0 + round * W0);
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ (key1 + round * W1);
      c3 = (int) p0;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }

  @Override
  public String toString() {
    return "gaussian";
  }
}
