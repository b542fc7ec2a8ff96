package io.github.diffusion4j.ort;

/**
 * An open network of control.
 *
 * <p>Thread-safe.
 *
 * @param binding of the graph
 * @param session of it
 */
record ControlNetwork(ControlBinding binding, GuardedSession session) {

  static ControlNetwork open(ControlBinding binding, ExecutionProvider provider) {
    return new ControlNetwork(binding, binding.component().open(provider));
  }

  /** Stops what runs, waits until it has stopped, and frees the session. */
  void close() {
    session.close(() -> {});
  }
}
