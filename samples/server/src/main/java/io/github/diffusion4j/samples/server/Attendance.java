package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.PipelineClosedException;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.DeadlineExceededException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for samples as long as their client does. */
final class Attendance {
  /** How often it looks whether the client is still there. */
  private static final long LOOK_MILLIS = 50;

  private final CompletableFuture<Samples> samples;
  private final BooleanSupplier clientIsGone;

  Attendance(CompletableFuture<Samples> samples, BooleanSupplier clientIsGone) {
    this.samples = samples;
    this.clientIsGone = clientIsGone;
  }

  /** Waits; cancels if the client goes away. */
  Samples await() {
    return guarded(
        () -> {
          while (!samples.isDone()) {
            try {
              samples.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
              requireClient();
            } catch (ExecutionException | CancellationException e) {
              break; // told below
            }
          }
        });
  }

  /** Waits and passes on what happens meanwhile. */
  Samples await(StepEvents events, EventStream stream) {
    return guarded(
        () -> {
          boolean over = false;
          while (!over) {
            over = samples.isDone(); // all events are there before it is
            StepEvents.Event event = events.next(over ? 0 : LOOK_MILLIS);
            if (event != null) {
              stream.send(event);
              over = false;
            } else if (!over) {
              requireClient();
            }
          }
        });
  }

  private interface Waiting {
    void run() throws InterruptedException;
  }

  private Samples guarded(Waiting waiting) {
    try {
      waiting.run();
      return samples.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.closing("the service is shutting down: ask another instance");
    } catch (CancellationException | CompletionException e) {
      throw told(e.getCause() == null ? e : e.getCause());
    } finally {
      samples.cancel(true); // nothing, if it is done
    }
  }

  private void requireClient() {
    if (clientIsGone.getAsBoolean()) {
      throw new ClientGoneException();
    }
  }

  private static RuntimeException told(Throwable reason) {
    String message = String.valueOf(reason.getMessage());
    if (reason instanceof DeadlineExceededException) {
      return ApiException.tooLate(message);
    }
    if (reason instanceof PipelineClosedException || reason instanceof CancellationException) {
      return ApiException.closing("the service is shutting down: ask another instance");
    }
    if (reason instanceof IllegalStateException || reason instanceof IllegalArgumentException) {
      return ApiException.failed(message);
    }
    return new IllegalStateException("a generation failed", reason);
  }
}
