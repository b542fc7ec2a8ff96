package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.TrainingListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** A training as a command runs it: its progress is shown, and a signal ends it well. */
final class TrainingRun {
  private TrainingRun() {}

  /**
   * Runs to the end, and says where that is.
   *
   * @param left the time that is left when the training begins
   */
  static void of(Trainer trainer, Supplier<Duration> left, PrintWriter log) {
    TrainingReport report = new TrainingReport(log);
    TrainingListener.Status end =
        StopOnSignal.run(() -> run(trainer, left.get(), report), trainer::stop);
    log.printf("step %d of %d%n", end.step(), end.steps());
    report.model().ifPresent(log::println);
  }

  private static TrainingListener.Status run(
      Trainer trainer, Duration budget, TrainingReport report) {
    try (report) {
      return trainer.run(budget, report);
    }
  }
}
