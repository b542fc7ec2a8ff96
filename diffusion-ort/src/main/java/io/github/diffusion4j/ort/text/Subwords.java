package io.github.diffusion4j.ort.text;

import java.util.function.IntConsumer;

/** How one kind of tokenizer cleans a text and cuts it into tokens. Stateless. */
interface Subwords {
  /** Cleans a text, or the stretch of it between two added tokens. */
  String normalize(String text);

  /** Passes on the ids of a cleaned text. */
  void encode(String normalized, IntConsumer ids);

  /** The text of ids, for messages. */
  String decode(int[] ids);
}
