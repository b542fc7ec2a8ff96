package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/** A pipeline's denoiser, which is not asked any more once the pipeline is closed. */
record UntilClosed(Denoiser denoiser, InFlightCounter gate) implements Denoiser {

  @Override
  public void evaluate(Tensor x, List<Level> levels, List<ContextVector> contexts, Tensor raw) {
    evaluate(x, levels, contexts, raw, StopSignal.never());
  }

  @Override
  public void evaluate(
      Tensor x, List<Level> levels, List<ContextVector> contexts, Tensor raw, StopSignal stop) {
    gate.check();
    try {
      denoiser.evaluate(x, levels, contexts, raw, stop);
    } catch (IllegalStateException e) {
      gate.check(e);
      throw e;
    }
  }

  @Override
  public void close() {
    denoiser.close();
  }
}
