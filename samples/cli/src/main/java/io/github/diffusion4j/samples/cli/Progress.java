package io.github.diffusion4j.samples.cli;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a long job is: a bar with rate and time left on a terminal, nothing elsewhere. It goes to
 * the error stream; the other one is for results.
 */
interface Progress extends AutoCloseable {

  /**
   * A step more is done.
   *
   * @param note a word beside the bar
   */
  void advance(String note);

  /**
   * So many steps are done.
   *
   * @param done of all, those done before included
   */
  void reach(long done);

  @Override
  void close();

  static Progress of(String task, String unit, long done, long total) {
    return Terminal.isInteractive() ? new Bar(task, unit, done, total) : new Silence();
  }

  /** On a terminal. */
  final class Bar implements Progress {
    private final ProgressBar bar;

    Bar(String task, String unit, long done, long total) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setUnit(" " + unit, 1)
              .showSpeed()
              .startsFrom(done, Duration.ZERO)
              .setInitialMax(total)
              .setStyle(
                  Terminal.isUnicode()
                      ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                      : ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
    }

    @Override
    public void advance(String note) {
      bar.step().setExtraMessage(note);
    }

    @Override
    public void reach(long done) {
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** In a pipe. */
  final class Silence implements Progress {
    @Override
    public void advance(String note) {}

    @Override
    public void reach(long done) {}

    @Override
    public void close() {}
  }
}
