package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.samples.minilm.MiniLm;

/**
 * An encoder, and how it ends: the default one with its user, one that was given by who gave it.
 *
 * @param encoder of sentences
 * @param end closes it
 */
record EncoderHandle(SentenceEncoder encoder, Runnable end) implements AutoCloseable {
  /** Tokens of a text, start and end included: what the encoder was trained with. */
  private static final int LENGTH = 128;

  static EncoderHandle of(SentenceEncoder given) {
    return new EncoderHandle(given, () -> {});
  }

  static EncoderHandle miniLm() {
    MiniLm encoder = MiniLm.open(LENGTH);
    return new EncoderHandle(encoder::sentence, encoder::close);
  }

  @Override
  public void close() {
    end.run();
  }
}
