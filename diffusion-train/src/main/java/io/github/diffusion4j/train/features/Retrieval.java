package io.github.diffusion4j.train.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether images find their texts: whether of a number of texts its own is the nearest to what a
 * {@link FeatureNetwork} sees in an image, by the angle between.
 *
 * <p>Thread-safe.
 *
 * @param among texts to choose from, its own included; at least 2
 * @param seed of the choice of the others; every long is good
 */
public record Retrieval(int among, long seed) {
  /** Fifty texts: by chance one in fifty is found. */
  public static final Retrieval OF_50 = new Retrieval(50, 0);

  /**
   * Checks the number.
   *
   * @param among texts to choose from, its own included; at least 2
   * @param seed of the choice of the others
   * @throws IllegalArgumentException if there is nothing to choose from
   */
  public Retrieval {
    if (among < 2) {
      throw new IllegalArgumentException("among = " + among + ": at least 2 texts");
    }
  }

  /**
   * Looks for the text of an image.
   *
   * @param image its number, on which the choice of the others depends
   * @param seen what the network sees, {@link ClassifierOutput#texts}
   * @param own its text, of length 1
   * @param pool the texts from which others are drawn; those equal to its own are left out
   * @return whether its own is nearer than all others
   * @throws IllegalArgumentException if the pool has too few others
   */
  public boolean finds(int image, float[] seen, float[] own, List<float[]> pool) {
    List<float[]> others = new ArrayList<>();
    for (float[] text : pool) {
      if (!Arrays.equals(text, own)) {
        others.add(text);
      }
    }
    if (others.size() < among - 1) {
      throw new IllegalArgumentException(
          "%d other texts to choose from: at least %d".formatted(others.size(), among - 1));
    }
    double nearness = dot(seen, own);
    return new SplittableRandom(seed + image)
        .ints(0, others.size())
        .distinct()
        .limit(among - 1L)
        .allMatch(i -> dot(seen, others.get(i)) < nearness);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
