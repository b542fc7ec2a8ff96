package io.github.diffusion4j;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
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
  public void evaluate(Evaluation evaluation) {
    evaluations.incrementAndGet();
    entered.countDown();
    while (released.getCount() > 0) {
      evaluation.stop().check();
      Thread.onSpinWait();
    }
    Formula.DENOISER.evaluate(evaluation);
  }
}
