package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.listener.LogLine;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A training of minutes, without a word; what it logs is kept. */
final class ShortTraining implements TrainingListener {
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

  private final List<LogLine> log = new ArrayList<>();

  private ShortTraining() {}

  /** A recipe that says nothing yet of the learning: on all cores, a line every so many steps. */
  static TrainingConfig recipe(Workbook workbook, int every) {
    return TrainingConfig.defaults()
        .with("threads", Integer.toString(workbook.either(0, 1)))
        .with("log-every", Integer.toString(every))
        .with("evaluate-every", Integer.toString(every))
        .with("samples-every", "0");
  }

  /** Trains to the last step, and returns a line for each time that something was logged. */
  static List<LogLine> finish(Trainer trainer) {
    ShortTraining training = new ShortTraining();
    trainer.run(AS_LONG_AS_IT_TAKES, training);
    return training.log;
  }

  @Override
  public void logged(LogLine line) {
    log.add(line);
  }
}
