package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Why a generation in the background failed. */
final class Failed {
  private Failed() {}

  static <E extends Throwable> E with(Class<E> type, CompletableFuture<?> future) {
    return assertInstanceOf(type, assertThrows(CompletionException.class, future::join).getCause());
  }
}
