package io.github.diffusion4j;

import org.jspecify.annotations.Nullable;

/**
 * A generation was refused or stopped since its {@link DiffusionPipeline}, or its {@link
 * BatchScheduler}, is closed. What is closed stays closed; open another.
 */
public final class PipelineClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  PipelineClosedException(String message) {
    super(message);
  }

  PipelineClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
