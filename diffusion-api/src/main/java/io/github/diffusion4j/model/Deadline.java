package io.github.diffusion4j.model;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A time that passes, counted from when this was made. */
final class Deadline implements StopSignal {
  private final Duration limit;
  private final long start = System.nanoTime();
  private final long nanos;

  Deadline(Duration limit) {
    this.limit = limit;
    nanos = TimeUnit.NANOSECONDS.convert(limit); // saturates
  }

  @Override
  public @Nullable String reason() {
    return System.nanoTime() - start >= nanos
        ? "its deadline, %s, has passed".formatted(limit)
        : null;
  }

  @Override
  public void check() {
    @Nullable String reason = reason();
    if (reason != null) {
      throw new DeadlineExceededException("stopped: " + reason);
    }
  }
}
