package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Guidance;
import io.github.diffusion4j.model.GuidedRows;

/**
 * One sample that is sampled together with others.
 *
 * @param job it belongs to
 * @param loop of it alone
 * @param context of it
 * @param guidance of it
 */
record RunningSample(
    ServedRequest job, SamplingLoop loop, ContextVector context, Guidance guidance) {

  void ask(GuidedRows rows) {
    rows.add(loop.batch().x(), 0, loop.level(), context, guidance);
  }

  /** Takes the network's answer in. */
  void answer(GuidedRows rows, int index) {
    rows.copyTo(index, loop.batch().raw(), 0);
    loop.advance();
    if (loop.isOver()) {
      job.take(loop);
    }
  }
}
