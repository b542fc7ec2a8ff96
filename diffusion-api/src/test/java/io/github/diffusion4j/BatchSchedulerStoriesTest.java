package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.BatchSettings.WhenFull;
import io.github.diffusion4j.model.DeadlineExceededException;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.GenerationCancelledException;
import io.github.diffusion4j.schedule.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers of a scheduler live through; the first evaluation waits until it is let go. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchSchedulerStoriesTest {
  private static final BatchSettings SETTINGS = BatchSettings.defaults();

  private final Stopper stopper = new Stopper();
  private final List<List<Double>> times = Collections.synchronizedList(new ArrayList<>());
  private final DiffusionPipeline pipeline = DiffusionPipeline.of(new Recorder(), Formula.CARD);
  private BatchScheduler scheduler = BatchScheduler.of(pipeline, SETTINGS);

  /** Remembers the times of the rows of each evaluation. */
  private final class Recorder implements Denoiser {
    @Override
    public void evaluate(Evaluation evaluation) {
      times.add(evaluation.levels().stream().map(Level::time).toList());
      stopper.evaluate(evaluation);
    }
  }

  private void schedulerWith(BatchSettings settings) {
    scheduler.close();
    scheduler = BatchScheduler.of(pipeline, settings);
  }

  @AfterEach
  void close() {
    stopper.released.countDown();
    scheduler.close();
  }

  private CompletableFuture<Samples> submit(int steps) {
    return scheduler.submit(pipeline.request().steps(steps));
  }

  /** A request that holds the network until {@code stopper.released}. */
  private CompletableFuture<Samples> submitAndHold() throws InterruptedException {
    CompletableFuture<Samples> held = submit(10);
    stopper.entered.await();
    return held;
  }

  @Test
  void whoComesLaterJoinsTheNextEvaluation() throws InterruptedException {
    CompletableFuture<Samples> first = submitAndHold();
    List<CompletableFuture<Samples>> others = List.of(submit(2), submit(5));
    stopper.released.countDown();
    others.forEach(CompletableFuture::join);
    first.join();
    assertEquals(List.of(100.0), times.get(0));
    assertEquals(List.of(90.0, 100.0, 100.0), times.get(1));
    assertEquals(List.of(80.0, 50.0, 80.0), times.get(2));
    assertEquals(10, times.size());
  }

  @Test
  void withRoomForOneTheyGoInTheOrderTheyCame() throws InterruptedException {
    schedulerWith(SETTINGS.maxRows(1).callbackExecutor(Runnable::run));
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Samples> first = submitAndHold();
    List<CompletableFuture<Void>> others =
        IntStream.range(0, 8).mapToObj(i -> submit(8 - i).thenRun(() -> done.add(i))).toList();
    stopper.released.countDown();
    others.forEach(CompletableFuture::join);
    assertTrue(first.isDone());
    assertEquals(IntStream.range(0, 8).boxed().toList(), done);
  }

  @Test
  void aFullQueueRefuses() throws InterruptedException {
    schedulerWith(SETTINGS.maxRows(1).queue(2));
    CompletableFuture<Samples> held = submitAndHold();
    List<CompletableFuture<Samples>> waiting = List.of(submit(1), submit(1));
    RejectedExecutionException e = assertThrows(RejectedExecutionException.class, () -> submit(1));
    assertTrue(String.valueOf(e.getMessage()).startsWith("2 requests wait already"));
    stopper.released.countDown();
    waiting.forEach(CompletableFuture::join);
    submit(1).join();
    assertTrue(held.isDone());
  }

  @Test
  void orBlocks() throws InterruptedException {
    schedulerWith(SETTINGS.maxRows(1).queue(1).whenFull(WhenFull.BLOCK));
    List<CompletableFuture<Samples>> ahead = List.of(submitAndHold(), submit(1));
    assertThrows(
        DeadlineExceededException.class,
        () -> scheduler.submit(pipeline.request().deadline(Duration.ofMillis(20))));
    Thread.currentThread().interrupt();
    assertThrows(GenerationCancelledException.class, () -> submit(1));
    assertTrue(Thread.interrupted());
    CompletableFuture<Samples> blocked = new CompletableFuture<>();
    Thread caller = new Thread(() -> blocked.complete(submit(1).join()));
    caller.start();
    while (caller.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    stopper.released.countDown();
    assertEquals(1, blocked.join().count());
    ahead.forEach(CompletableFuture::join);
  }

  @Test
  void aCancelledRequestGivesItsRowsUp() throws InterruptedException {
    schedulerWith(SETTINGS.maxRows(1));
    CompletableFuture<Samples> first = submitAndHold();
    CompletableFuture<Samples> second = submit(1);
    CompletableFuture<Samples> third = submit(1);
    second.cancel(true);
    first.cancel(true);
    stopper.released.countDown();
    third.join();
    assertEquals(2, times.size(), "the evaluation that nobody wanted, and the third's");
  }

  @Test
  void anEvaluationGoesOnForThoseWhoWantIt() {
    schedulerWith(SETTINGS.maxWait(Duration.ofDays(1)).maxRows(2));
    CompletableFuture<Samples> first = submit(1);
    CompletableFuture<Samples> second = submit(2);
    awaitEntered();
    first.cancel(true);
    stopper.released.countDown();
    assertArrayEquals(
        pipeline.request().steps(2).generate().values().data(), second.join().values().data());
    assertEquals(List.of(2, 1), times.subList(0, 2).stream().map(List::size).toList());
  }

  private void awaitEntered() {
    try {
      stopper.entered.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aDeadlinePassesInLine() throws InterruptedException {
    schedulerWith(SETTINGS.maxRows(1));
    CompletableFuture<Samples> held = submitAndHold();
    CompletableFuture<Samples> late =
        scheduler.submit(pipeline.request().deadline(Duration.ofNanos(1)));
    stopper.released.countDown();
    DeadlineExceededException e = Failed.stopped(DeadlineExceededException.class, late);
    assertEquals("stopped: its deadline, PT0.000000001S, has passed", e.getMessage());
    assertEquals(1, held.join().count());
    GenerationRequest tooLate = pipeline.request().deadline(Duration.ofNanos(1));
    assertThrows(DeadlineExceededException.class, () -> scheduler.generate(tooLate));
  }

  @Test
  void aFailureIsItsOwnersAlone() throws InterruptedException {
    CompletableFuture<Samples> first = submitAndHold();
    IllegalArgumentException mine = new IllegalArgumentException("mine");
    CompletableFuture<Samples> failing =
        scheduler.submit(
            pipeline
                .request()
                .listener(
                    step -> {
                      Thread.currentThread().interrupt();
                      throw mine;
                    }));
    CompletableFuture<Samples> other = submit(3);
    stopper.released.countDown();
    assertEquals(mine, Failed.with(IllegalArgumentException.class, failing));
    assertEquals(1, other.join().count());
    assertEquals(1, first.join().count());
    assertEquals(1, submit(1).join().count());
  }

  @Test
  void closingEndsAll() throws InterruptedException {
    schedulerWith(SETTINGS.maxRows(1));
    List<CompletableFuture<Samples>> all = List.of(submitAndHold(), submit(1));
    scheduler.close();
    for (CompletableFuture<Samples> each : all) {
      assertEquals(
          "this scheduler is closed; make another",
          Failed.with(PipelineClosedException.class, each).getMessage());
    }
    assertThrows(PipelineClosedException.class, () -> submit(1));
    pipeline.drain(Duration.ofDays(1)); // nobody is left inside
  }

  @Test
  void drainingFinishesWhatIsInLine() throws InterruptedException {
    schedulerWith(SETTINGS.maxRows(1));
    List<CompletableFuture<Samples>> all = List.of(submitAndHold(), submit(1));
    stopper.released.countDown();
    scheduler.drain(Duration.ofMinutes(1));
    all.forEach(each -> assertTrue(each.isDone() && !each.isCompletedExceptionally()));
  }

  @Test
  void aListenerMayCloseTheScheduler() {
    stopper.released.countDown();
    CompletableFuture<Samples> closing =
        scheduler.submit(pipeline.request().listener(step -> scheduler.close()));
    closing.handle((samples, failure) -> samples).join();
    assertTrue(scheduler.isClosed());
  }

  @Test
  void closingThePipelineEndsItsRequests() throws InterruptedException {
    schedulerWith(SETTINGS.maxRows(1));
    CompletableFuture<Samples> first = submitAndHold();
    pipeline.close();
    stopper.released.countDown();
    assertEquals(
        "formula: this pipeline was closed during a generation",
        Failed.with(PipelineClosedException.class, first).getMessage());
    assertThrows(PipelineClosedException.class, () -> submit(1));
  }

  @Test
  void aBlockingCallerIsStoppedByAnInterrupt() throws InterruptedException {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              assertThrows(
                  GenerationCancelledException.class, () -> scheduler.generate(pipeline.request()));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    caller.start();
    stopper.entered.await();
    caller.interrupt();
    assertTrue(interrupted.join());
  }

  @Test
  void aRequestOfAnotherPipelineIsRefused() {
    DiffusionPipeline other = DiffusionPipeline.of(Formula.DENOISER, Formula.CARD);
    assertThrows(IllegalArgumentException.class, () -> scheduler.submit(other.request()));
  }

  @Test
  void settingsHaveBounds() {
    assertThrows(IllegalArgumentException.class, () -> SETTINGS.maxRows(0));
    assertThrows(IllegalArgumentException.class, () -> SETTINGS.queue(0));
    assertThrows(IllegalArgumentException.class, () -> SETTINGS.maxWait(Duration.ofMillis(-1)));
    assertFalse(SETTINGS.maxWait(Duration.ofMillis(3)).maxWait().isZero());
  }
}
