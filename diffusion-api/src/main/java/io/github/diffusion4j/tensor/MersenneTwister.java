package io.github.diffusion4j.tensor;

/**
 * MT19937 of Matsumoto and Nishimura, "Mersenne Twister: A 623-Dimensionally Equidistributed
 * Uniform Pseudo-Random Number Generator" (TOMACS 8, 1998), with the initialisation of 2002.
 *
 * <p>Mutable and not thread-safe.
 */
final class MersenneTwister {
  private static final int N = 624;
  private static final int M = 397;
  private static final int A = 0x9908B0DF;
  private static final int UPPER = 0x80000000;

  private final int[] x;
  private int next;

  private MersenneTwister(int[] x, int next) {
    this.x = x;
    this.next = next;
  }

  static MersenneTwister ofSeed(int seed) {
    int[] x = new int[N];
    x[0] = seed;
    for (int i = 1; i < N; i++) {
      x[i] = 1812433253 * (x[i - 1] ^ (x[i - 1] >>> 30)) + i;
    }
    return new MersenneTwister(x, N);
  }

  MersenneTwister copy() {
    return new MersenneTwister(x.clone(), next);
  }

  /** The next 32 bits. */
  int nextInt() {
    if (next == N) {
      twist();
    }
    int y = x[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9D2C5680;
    y ^= (y << 15) & 0xEFC60000;
    return y ^ (y >>> 18);
  }

  /** Leaves out the next words, without computing them. */
  void skip(long words) {
    for (long left = words; left > 0; ) {
      if (next == N) {
        twist();
      }
      int step = (int) Math.min(left, N - next);
      next += step;
      left -= step;
    }
  }

  // x[k + n] = x[k + m] xor (upper bit of x[k], lower bits of x[k + 1]) A, equation 2.1
  private void twist() {
    for (int k = 0; k < N; k++) {
      int y = (x[k] & UPPER) | (x[(k + 1) % N] & ~UPPER);
      x[k] = x[(k + M) % N] ^ (y >>> 1) ^ (-(y & 1) & A);
    }
    next = 0;
  }
}
