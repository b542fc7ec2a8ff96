package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a text encoder makes of a text, as a network reads it from its row of context.
 *
 * @param <T> a tensor of the interpreter
 * @param states of its tokens, n x tokens x width
 * @param mask n x tokens, 1 where there is a token
 * @param pooled state of the whole, n x width
 */
public record TextContext<T>(T states, T mask, T pooled) {

  static void check(int tokens, int width) {
    if (tokens < 1 || width < 1) {
      throw new IllegalArgumentException(
          "text-tokens = %d, text-width = %d: at least 1 each".formatted(tokens, width));
    }
  }

  /** Values of a row: token states, then the mask, then the pooled state. */
  static int size(int tokens, int width) {
    return tokens * width + tokens + width;
  }

  /** Reads a context of such a size; all zeros stand for no text. */
  static <T> TextContext<T> of(Ops<T> ops, @Nullable T context, int tokens, int width) {
    if (context == null) {
      throw new IllegalArgumentException("the network attends to a text: give it one, or zeros");
    }
    int mask = tokens * width;
    int pooled = mask + tokens;
    return new TextContext<>(
        ops.reshape(ops.slice(context, 0, mask), Shape.of(tokens, width)),
        ops.slice(context, mask, pooled),
        ops.slice(context, pooled, size(tokens, width)));
  }
}
