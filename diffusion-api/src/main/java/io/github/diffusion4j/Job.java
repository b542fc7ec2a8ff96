package io.github.diffusion4j;

import io.github.diffusion4j.model.StopSignal;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request in a {@link BatchScheduler}. Used by one thread at a time. */
final class Job {
  private final Generation generation;
  private final CompletableFuture<Samples> future = new CompletableFuture<>();
  private final StopSignal stop;
  private @Nullable Collector collector;

  /** Samples begun. */
  private int begun;

  private boolean over;

  Job(Generation generation) {
    this.generation = generation;
    stop = Generation.stopIfDone(future).or(generation.stopAtDeadline());
    generation.pipeline().gate().enter();
  }

  CompletableFuture<Samples> future() {
    return future;
  }

  StopSignal stop() {
    return stop;
  }

  /** Rows of an evaluation that one sample takes at most. */
  int rowsPerSample() {
    return generation.guidance().weight() == 1 ? 1 : 2;
  }

  boolean hasBegun() {
    return begun > 0;
  }

  boolean isAllBegun() {
    return begun == generation.count();
  }

  /** Rows that the samples take which have not begun. */
  long rowsToBegin() {
    return (long) (generation.count() - begun) * rowsPerSample();
  }

  /** Begins the next sample. */
  Seat begin() {
    if (collector == null) {
      collector = new Collector(generation);
    }
    int sample = begun++;
    return new Seat(
        this, collector.start(sample, 1), generation.contextOf(sample), generation.guidance());
  }

  /** Takes a sample that is done; the last one completes the request. */
  void take(SamplingLoop loop) {
    if (collector == null) {
      throw new IllegalStateException("a sample of a request that has not begun");
    }
    collector.take(loop);
    if (collector.isComplete()) {
      Samples samples = collector.samples();
      end();
      future.complete(samples);
    }
  }

  /** Ends the request if nobody wants it any more; says whether it is over. */
  boolean endIfUnwanted() {
    if (!over) {
      try {
        stop.check();
      } catch (CancellationException e) {
        fail(e);
      }
    }
    return over;
  }

  void fail(Throwable reason) {
    end();
    future.completeExceptionally(reason);
  }

  /** Before others are told, who may close the pipeline. */
  private void end() {
    if (!over) {
      over = true;
      generation.pipeline().gate().leave();
    }
  }
}
