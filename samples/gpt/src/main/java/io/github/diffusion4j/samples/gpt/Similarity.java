package io.github.diffusion4j.samples.gpt;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.diffusion4j.samples.minilm.MiniLm;
import java.util.Collection;
import java.util.Comparator;

/** How near texts are. Thread-safe: texts are encoded one at a time, and the last ones kept. */
final class Similarity implements AutoCloseable {
  private static final int KEPT = 10_000;

  /** Tokens of a text, start and end included: what all-MiniLM-L6-v2 was trained with. */
  private static final int LENGTH = 128;

  private final SentenceEncoder encoder;
  private final Runnable end;
  private final Cache<String, float[]> kept = CacheBuilder.newBuilder().maximumSize(KEPT).build();

  private Similarity(SentenceEncoder encoder, Runnable end) {
    this.encoder = encoder;
    this.end = end;
  }

  /** By an encoder that is closed by who gave it. */
  static Similarity of(SentenceEncoder given) {
    return new Similarity(given, () -> {});
  }

  /** By all-MiniLM-L6-v2, which is closed with this. */
  static Similarity miniLm() {
    MiniLm encoder = MiniLm.open(LENGTH);
    return new Similarity(encoder::sentence, encoder::close);
  }

  synchronized float[] embedding(String text) {
    float[] known = kept.getIfPresent(text);
    if (known != null) {
      return known;
    }
    float[] made = encoder.encode(text);
    kept.put(text, made);
    return made;
  }

  double between(String a, String b) {
    return cosine(embedding(a), embedding(b));
  }

  /** The mean of the nearest of some texts and of the three nearest; 0 without texts. */
  double toAll(String text, Collection<String> others) {
    double[] nearest =
        others.stream()
            .map(other -> between(text, other))
            .sorted(Comparator.reverseOrder())
            .limit(3)
            .mapToDouble(Double::doubleValue)
            .toArray();
    double sum = 0;
    for (double value : nearest) {
      sum += value;
    }
    return nearest.length == 0 ? 0 : (nearest[0] + sum / nearest.length) / 2;
  }

  /** From -1 to 1; 0 where one of the vectors is 0. */
  static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
    }
    double norms = Math.sqrt(squaresA * squaresB);
    return norms == 0 ? 0 : product / norms;
  }

  /** Waits for the text that is encoded. */
  @Override
  public synchronized void close() {
    end.run();
  }
}
