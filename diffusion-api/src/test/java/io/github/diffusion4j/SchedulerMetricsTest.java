package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ContextVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a service sees of a scheduler, and how many requests it takes at once. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchedulerMetricsTest {
  private final Stopper stopper = new Stopper();
  private final DiffusionPipeline pipeline = DiffusionPipeline.of(stopper, Formula.CARD);
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Void> twoFinished = new CompletableFuture<>();

  private final SchedulerListener listener =
      new SchedulerListener() {
        private int finished;

        @Override
        public void onStarted(Started event) {
          assertFalse(event.waited().isNegative());
          events.add("started, " + event.queued() + " queued");
        }

        @Override
        public void onEvaluated(Evaluated event) {
          assertFalse(event.duration().isNegative());
          events.add("evaluated %d samples, %d rows".formatted(event.samples(), event.rows()));
        }

        @Override
        public void onFinished(Finished event) {
          events.add(event.outcome() + " " + event.samples());
          if (++finished == 2) {
            twoFinished.complete(null);
          }
          throw new IllegalStateException("only logged");
        }

        @Override
        public void onRefused(Refused event) {
          events.add("refused, " + event.queued() + " queued");
        }
      };

  private BatchScheduler scheduler =
      BatchScheduler.of(pipeline, BatchSettings.defaults().maxRows(2).queue(1).listener(listener));

  @AfterEach
  void close() {
    stopper.released.countDown();
    scheduler.close();
  }

  private GenerationRequest request() {
    return pipeline.request().steps(1).context(ContextVector.of(1, 0));
  }

  @Test
  void everythingIsCountedAndTold() throws InterruptedException {
    CompletableFuture<Samples> guided = scheduler.submit(request().guidance(2));
    stopper.entered.await();
    CompletableFuture<Samples> cancelled = scheduler.submit(request().count(2));
    assertThrows(RejectedExecutionException.class, () -> scheduler.submit(request()));
    assertEquals(1, scheduler.statistics().queued());
    cancelled.cancel(true);
    stopper.released.countDown();
    guided.join();
    twoFinished.join();
    SchedulerStatistics counts = scheduler.statistics();
    assertEquals(
        "0 queued; 2 submitted, 1 refused, 1 started, 1 completed, 1 stopped, 0 failed; 1 evaluations of 2 rows in ",
        counts.toString().substring(0, counts.toString().indexOf("PT")));
    assertTrue(counts.evaluationTime().toNanos() > 0);
    assertEquals(
        List.of("started, 0 queued", "refused, 1 queued", "evaluated 1 samples, 2 rows"),
        events.subList(0, 3));
    assertEquals(List.of("COMPLETED 1", "STOPPED 2"), events.stream().skip(3).sorted().toList());
  }

  @Test
  void aFailureIsCounted() {
    stopper.released.countDown();
    CompletableFuture<Samples> failing =
        scheduler.submit(
            request()
                .listener(
                    step -> {
                      throw new IllegalArgumentException("mine");
                    }));
    Failed.with(IllegalArgumentException.class, failing);
    assertEquals(1, scheduler.statistics().failed());
  }

  @Test
  void itSaysWhetherItIsClosed() {
    assertFalse(scheduler.isClosed());
    scheduler.close();
    assertTrue(scheduler.isClosed());
  }

  /** Whatever is in flight: what finds a free row in the next evaluation does not wait. */
  @Test
  void aBurstOfFreeRowsAndQueueFits() throws InterruptedException {
    for (int held : List.of(1, 3, 5)) {
      Stopper holding = new Stopper();
      DiffusionPipeline own = DiffusionPipeline.of(holding, Formula.CARD);
      try (BatchScheduler busy =
          BatchScheduler.of(own, BatchSettings.defaults().maxRows(5).queue(2))) {
        List<CompletableFuture<Samples>> all = new ArrayList<>();
        all.add(busy.submit(own.request().count(held)));
        holding.entered.await();
        IntStream.range(0, 5 - held + 2).forEach(i -> all.add(busy.submit(own.request())));
        assertThrows(RejectedExecutionException.class, () -> busy.submit(own.request()));
        holding.released.countDown();
        all.forEach(CompletableFuture::join);
      }
    }
  }

  @Test
  void guidedSamplesOfABurstTakeTwoRows() throws InterruptedException {
    DiffusionPipeline own = DiffusionPipeline.of(stopper, Formula.CARD);
    try (BatchScheduler busy =
        BatchScheduler.of(own, BatchSettings.defaults().maxRows(5).queue(2))) {
      List<CompletableFuture<Samples>> all = new ArrayList<>();
      all.add(busy.submit(own.request()));
      stopper.entered.await();
      GenerationRequest guided = own.request().context(ContextVector.of(1, 0)).guidance(3);
      IntStream.range(0, 4).forEach(i -> all.add(busy.submit(guided)));
      assertThrows(RejectedExecutionException.class, () -> busy.submit(guided));
      stopper.released.countDown();
      all.forEach(CompletableFuture::join);
    }
  }
}
