package io.github.diffusion4j.model;

import org.jspecify.annotations.Nullable;

/**
 * Stops when one of two signals does, as that one would.
 *
 * @param first asked first
 * @param second asked if the first has no reason
 */
record EitherSignal(StopSignal first, StopSignal second) implements StopSignal {

  @Override
  public @Nullable String reason() {
    @Nullable String reason = first.reason();
    return reason != null ? reason : second.reason();
  }

  @Override
  public void check() {
    first.check();
    second.check();
  }
}
