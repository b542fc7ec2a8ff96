package io.github.diffusion4j;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.GuidedRows;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The samples that share the next evaluation, each with its own level, plan and context. */
final class RunningBatch {
  private final List<RunningSample> seats = new ArrayList<>();
  private final GuidedRows rows;
  private final SchedulerMetrics metrics;

  RunningBatch(ModelCard card, SchedulerMetrics metrics) {
    this.metrics = metrics;
    rows = new GuidedRows(card.shape(), card.outputShape());
  }

  boolean isEmpty() {
    return seats.isEmpty();
  }

  /** Rows that the next evaluation takes at most. */
  int rows() {
    int sum = 0;
    for (RunningSample seat : seats) {
      sum += seat.job().rowsPerSample();
    }
    return sum;
  }

  /** Seats the next sample of a job. */
  void seat(ServedRequest job) {
    try {
      RunningSample seat = job.begin();
      if (seat.loop().isOver()) {
        job.take(seat.loop()); // a plan without evaluations
      } else {
        seats.add(seat);
      }
    } catch (RuntimeException | Error e) {
      job.fail(e); // its start or its listener failed
    }
  }

  /** One evaluation for all, and one step for each. */
  void step(Denoiser denoiser, StopSignal stop) {
    dropEnded();
    if (seats.isEmpty()) {
      return;
    }
    rows.clear();
    seats.forEach(seat -> seat.ask(rows));
    StopSignal unwanted = stop.or(this::reasonOfAll);
    try {
      long start = System.nanoTime();
      rows.evaluate(denoiser, unwanted);
      metrics.evaluated(seats.size(), rows.size(), System.nanoTime() - start);
    } catch (RuntimeException | Error e) {
      if (!(e instanceof CancellationException) || unwanted.reason() == null) {
        failAll(e);
      }
      return; // who is unwanted is dropped before the next evaluation
    }
    for (int i = 0; i < seats.size(); i++) {
      answer(i);
    }
    seats.removeIf(seat -> seat.loop().isOver());
    dropEnded();
  }

  private void answer(int index) {
    RunningSample seat = seats.get(index);
    if (seat.job().endIfUnwanted()) {
      return;
    }
    try {
      seat.answer(rows, index);
    } catch (RuntimeException | Error e) {
      seat.job().fail(e); // no number, or its listener failed: the others go on
    }
  }

  private void dropEnded() {
    seats.removeIf(seat -> seat.job().endIfUnwanted());
  }

  /** An evaluation goes on as long as one of its rows is wanted. */
  private @Nullable String reasonOfAll() {
    for (RunningSample seat : seats) {
      if (seat.job().stop().reason() == null) {
        return null;
      }
    }
    return "nobody wants its rows any more";
  }

  void failAll(Throwable reason) {
    seats.forEach(seat -> seat.job().fail(reason));
    seats.clear();
  }
}
