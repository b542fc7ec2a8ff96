package io.github.diffusion4j;

import io.github.diffusion4j.schedule.Level;

/** What looks at the loop from inside the pipeline. */
interface LoopObserver {

  /** The batch stands at its start. */
  void started(Batch batch);

  /** Stage {@code index} is done. */
  void stepped(int index, Level level, Batch batch);
}
