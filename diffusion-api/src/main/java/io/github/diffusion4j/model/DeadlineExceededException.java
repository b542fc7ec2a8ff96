package io.github.diffusion4j.model;

import java.util.concurrent.CancellationException;

/** A generation was stopped since its deadline has passed. The pipeline stays usable. */
public final class DeadlineExceededException extends CancellationException {
  private static final long serialVersionUID = 1;

  /**
   * With a message.
   *
   * @param message names the deadline
   */
  public DeadlineExceededException(String message) {
    super(message);
  }
}
