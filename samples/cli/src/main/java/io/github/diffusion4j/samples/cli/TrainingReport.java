package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.listener.LogLine;
import io.github.diffusion4j.train.listener.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows how a training gets on: a bar on a terminal, the lines of the log in a pipe. */
final class TrainingReport implements TrainingListener, AutoCloseable {
  private final PrintWriter out;
  private @Nullable Progress progress;
  private @Nullable Path model;

  TrainingReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void stepped(Status status) {
    if (progress == null) {
      progress = Progress.of("train", "steps", status.step() - 1, status.steps());
    }
    progress.advance(String.format(Locale.ROOT, " loss %.4f", status.loss()));
  }

  @Override
  public void logged(LogLine line) {
    if (!Terminal.isInteractive()) {
      String heldOut =
          Double.isNaN(line.heldOutLoss())
              ? ""
              : String.format(Locale.ROOT, ", held out %.4f", line.heldOutLoss());
      out.printf(Locale.ROOT, "step %d: loss %.4f%s%n", line.step(), line.loss(), heldOut);
    }
  }

  @Override
  public void wrote(Path file) {
    if (file.toString().endsWith(".onnx")) {
      model = file;
    }
  }

  /** The model that was written last. */
  Optional<Path> model() {
    return Optional.ofNullable(model);
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
