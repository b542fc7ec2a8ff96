package io.github.diffusion4j.train.learn;

import java.util.SplittableRandom;

/**
 * The order in which examples come: a new shuffle of all of them for every pass, each keyed by the
 * seed and the pass.
 */
public final class ShuffledOrder {
  private final long seed;
  private final int[] order;
  private long pass = -1;

  public ShuffledOrder(int size, long seed) {
    this.seed = seed;
    this.order = new int[size];
  }

  /** The example that is the {@code position}-th to be seen, from 0. */
  public int at(long position) {
    long wanted = position / order.length;
    if (wanted != pass) {
      shuffle(wanted);
    }
    return order[(int) (position % order.length)];
  }

  /** Fisher and Yates, inside out. */
  private void shuffle(long newPass) {
    SplittableRandom random = RandomStreams.ORDER.stream(seed, newPass);
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    pass = newPass;
  }
}
