package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.samples.minilm.MiniLm;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The real encoder, opened once for all tests; it remembers what it encoded. */
final class TestEncoder {
  private static final MiniLm ENCODER = MiniLm.open(128);
  private static final Map<String, float[]> KNOWN = new ConcurrentHashMap<>();

  private TestEncoder() {}

  static synchronized float[] encode(String text) {
    return KNOWN.computeIfAbsent(text, ENCODER::sentence);
  }

  /** The six experts of the evaluation, without a language model and feedback. */
  static DiffusionGpt.Builder system() {
    return DiffusionGpt.builder(Evaluation.experts()).encoder(TestEncoder::encode);
  }
}
