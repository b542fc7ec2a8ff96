package io.github.diffusion4j.model;

import java.util.concurrent.CancellationException;

/**
 * A generation was stopped since nobody wants it any more: its thread was interrupted, or its
 * future was cancelled. The pipeline stays usable.
 *
 * <p>A future that its caller cancels answers that caller with a plain {@link
 * CancellationException}, as every {@link java.util.concurrent.CompletableFuture} does.
 */
public final class GenerationCancelledException extends CancellationException {
  private static final long serialVersionUID = 1;

  /**
   * With a message.
   *
   * @param message says who stopped it
   */
  public GenerationCancelledException(String message) {
    super(message);
  }
}
