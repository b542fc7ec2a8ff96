package io.github.diffusion4j;

import io.github.diffusion4j.plan.SamplingLoop;
import java.util.List;

/**
 * Some samples of a generation on their way through its plan.
 *
 * @param generation whose samples they are
 * @param collector takes them when they are done
 * @param first index of the first sample
 * @param loop of the samples
 * @param contexts one per sample
 */
record RunningSamples(
    Generation generation,
    SampleCollector collector,
    int first,
    SamplingLoop loop,
    List<GuidedContext> contexts) {

  boolean isOver() {
    return loop.isOver();
  }

  /** Adds the rows of the next evaluation. */
  void ask(GuidedRows rows) {
    rows.add(loop, contexts, generation.guidance());
  }

  /** Applies the outputs, which were handed back to the loop. */
  void advance() {
    loop.advance();
    if (isOver()) {
      collector.take(this);
    }
  }
}
