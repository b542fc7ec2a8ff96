package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.listener.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
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
  static void of(Path folder, Trainer trainer, Supplier<Duration> left, PrintWriter log) {
    of("train --out " + folder, trainer::run, trainer::stop, left, log);
  }

  /**
   * Runs to the end, and says where that is.
   *
   * @param command that began the run, without the name of the program
   * @param training runs
   * @param stop asks it to end
   * @param left the time that is left when the training begins
   */
  @SuppressWarnings("try") // the progress bar ends before the last words are printed
  static void of(
      String command,
      BiFunction<Duration, TrainingListener, TrainingListener.Status> training,
      Runnable stop,
      Supplier<Duration> left,
      PrintWriter log) {
    StopOnSignal.run(
        () -> {
          try (TrainingReport report = new TrainingReport(log)) {
            TrainingListener.Status end = training.apply(left.get(), report);
            report.close();
            ended(command, end, report, log);
          }
        },
        () -> {
          log.println("stopping: a last step, a checkpoint and a model are to come");
          log.flush();
          stop.run();
        });
  }

  /** All is said before the job ends: after a signal, the JVM waits no longer than that. */
  private static void ended(
      String command, TrainingListener.Status end, TrainingReport report, PrintWriter log) {
    log.printf("step %d of %d%n", end.step(), end.steps());
    report.model().ifPresent(log::println);
    if (end.step() < end.steps()) {
      log.printf("to go on: %s %s --resume%n", Main.NAME, command);
    }
    log.flush();
  }
}
