package io.github.diffusion4j.train.listener;

import java.nio.file.Path;

/**
 * Follows a run, on the thread that trains. An exception from it ends the run after a checkpoint.
 */
public interface TrainingListener {

  /**
   * A step was taken.
   *
   * @param status after it
   */
  default void stepped(Status status) {}

  /**
   * A line was written to the log.
   *
   * @param line the line
   */
  default void logged(LogLine line) {}

  /**
   * A file of the run was written.
   *
   * @param file a checkpoint, chart, sheet of samples or model
   */
  default void wrote(Path file) {}

  /**
   * The progress of a run.
   *
   * @param step steps taken
   * @param steps of the whole run
   * @param images seen, with repetitions
   * @param loss of the last step; NaN before the first
   */
  record Status(long step, long steps, long images, double loss) {}
}
