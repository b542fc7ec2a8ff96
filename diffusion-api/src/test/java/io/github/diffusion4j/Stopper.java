package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The formula, held in its first evaluation until it is let go or no longer wanted, as a runtime
 * with a long evaluation.
 */
final class Stopper implements Denoiser {
  final CountDownLatch entered = new CountDownLatch(1);
  final CountDownLatch released = new CountDownLatch(1);
  final AtomicInteger evaluations = new AtomicInteger();

  @Override
  public void evaluate(Tensor x, List<Level> levels, List<ContextVector> contexts, Tensor raw) {
    evaluate(x, levels, contexts, raw, StopSignal.never());
  }

  @Override
  public void evaluate(
      Tensor x, List<Level> levels, List<ContextVector> contexts, Tensor raw, StopSignal stop) {
    evaluations.incrementAndGet();
    entered.countDown();
    while (released.getCount() > 0) {
      stop.check();
      Thread.onSpinWait();
    }
    Formula.DENOISER.evaluate(x, levels, contexts, raw);
  }
}
