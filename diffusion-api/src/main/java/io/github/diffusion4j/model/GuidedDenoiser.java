package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** A denoiser with one {@link Guidance} for all rows. */
final class GuidedDenoiser implements Denoiser {
  private final Denoiser denoiser;
  private final Guidance guidance;

  /** Gathered rows to use again, one for each evaluation that goes on at once. */
  private final Deque<GuidedRows> pool = new ConcurrentLinkedDeque<>();

  GuidedDenoiser(Denoiser denoiser, Guidance guidance) {
    this.denoiser = denoiser;
    this.guidance = guidance;
  }

  @Override
  public void evaluate(Tensor x, List<Level> levels, List<ContextVector> contexts, Tensor raw) {
    evaluate(x, levels, contexts, raw, StopSignal.never());
  }

  @Override
  public void evaluate(
      Tensor x, List<Level> levels, List<ContextVector> contexts, Tensor raw, StopSignal stop) {
    @Nullable GuidedRows kept = pool.poll();
    GuidedRows rows =
        kept != null && kept.takes(x.shape(), raw.shape())
            ? kept
            : new GuidedRows(x.shape(), raw.shape());
    rows.clear();
    for (int row = 0; row < x.rows(); row++) {
      rows.add(x, row, levels.get(row), contexts.get(row), guidance);
    }
    rows.evaluate(denoiser, stop);
    for (int row = 0; row < x.rows(); row++) {
      rows.copyTo(row, raw, row);
    }
    pool.push(rows);
  }

  @Override
  public void close() {
    denoiser.close();
  }
}
