package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.listener.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** A training as a command runs it: its progress is shown, and a signal ends it well. */
final class TrainingRun {
  private TrainingRun() {}

  /**
   * Runs to the end, and says where that is.
   *
   * @param folder of the run
   * @param left the time that is left when the training begins
   */
  @SuppressWarnings("try") // the progress bar ends before the last words are printed
  static void of(Path folder, Trainer trainer, Supplier<Duration> left, PrintWriter log) {
    StopOnSignal.run(
        () -> {
          try (TrainingReport report = new TrainingReport(log)) {
            TrainingListener.Status end = trainer.run(left.get(), report);
            report.close();
            ended(folder, end, report, log);
          }
        },
        () -> {
          log.println("stopping: a last step, a checkpoint and a model are to come");
          log.flush();
          trainer.stop();
        });
  }

  /** All is said before the job ends: after a signal, the JVM waits no longer than that. */
  private static void ended(
      Path folder, TrainingListener.Status end, TrainingReport report, PrintWriter log) {
    log.printf("step %d of %d%n", end.step(), end.steps());
    report.model().ifPresent(log::println);
    if (end.step() < end.steps()) {
      log.printf("to go on: %s train --out %s --resume%n", Main.NAME, folder);
    }
    log.flush();
  }
}
