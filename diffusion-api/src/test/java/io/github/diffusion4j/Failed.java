package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Why a generation in the background failed. */
final class Failed {
  private Failed() {}

  /** From Java 25 on, joining wraps the reason of a stop in a CancellationException. */
  static <E extends CancellationException> E stopped(Class<E> type, CompletableFuture<?> future) {
    CancellationException thrown = assertThrows(CancellationException.class, future::join);
    return assertInstanceOf(
        type, thrown.getCause() instanceof CancellationException reason ? reason : thrown);
  }

  static <E extends Throwable> E with(Class<E> type, CompletableFuture<?> future) {
    return assertInstanceOf(type, assertThrows(CompletionException.class, future::join).getCause());
  }
}
