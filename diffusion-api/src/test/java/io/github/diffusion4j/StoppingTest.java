package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.DeadlineExceededException;
import io.github.diffusion4j.model.GenerationCancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** A generation ends when nobody wants it any more, and a pipeline when it is closed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppingTest {
  private static final Duration SOON = Duration.ofMillis(20);

  private final Stopper stopper = new Stopper();
  private final DiffusionPipeline pipeline = DiffusionPipeline.of(stopper, Formula.CARD);

  @Test
  void inTheBackgroundItGivesTheSame() {
    stopper.released.countDown();
    GenerationRequest request = pipeline.request().seed(3).count(4);
    CompletableFuture<Samples> async = request.generateAsync();
    request.seed(8); // the request as it was counts
    assertArrayEquals(request.seed(3).generate().values().data(), async.join().values().data());
  }

  @Test
  void cancellingStopsTheEvaluation() throws InterruptedException {
    CompletableFuture<Samples> future = pipeline.generateAsync(pipeline.context("dark"), 10);
    stopper.entered.await();
    future.cancel(true);
    pipeline.drain(Duration.ofMinutes(1)); // would wait for ever, were it not stopped
    assertEquals(1, stopper.evaluations.get());
    assertThrows(CancellationException.class, future::join);
  }

  @Test
  void whatWaitsIsCancelledBeforeItBegins() {
    List<Runnable> waiting = new ArrayList<>();
    CompletableFuture<Samples> future = pipeline.request().generateAsync(waiting::add);
    future.cancel(true);
    waiting.get(0).run();
    assertEquals(0, stopper.evaluations.get());
  }

  @Test
  void aDeadlineStopsTheEvaluation() {
    GenerationRequest request = pipeline.request().deadline(SOON);
    DeadlineExceededException e = assertThrows(DeadlineExceededException.class, request::generate);
    assertEquals("stopped: its deadline, PT0.02S, has passed", e.getMessage());
    CompletableFuture<Samples> future = request.generateAsync();
    Failed.stopped(DeadlineExceededException.class, future);
    assertTrue(future.isCancelled());
    stopper.released.countDown();
    assertEquals(1, pipeline.request().deadline(Duration.ofDays(100_000)).generate().count());
  }

  @Test
  void anInterruptStopsTheEvaluation() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller = new Thread(() -> pipeline.request().generate());
    caller.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    caller.start();
    stopper.entered.await();
    caller.interrupt();
    caller.join();
    assertInstanceOf(GenerationCancelledException.class, thrown.get());
  }

  @Test
  void closingEndsWhatRunsAndRefusesWhatComes() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<Samples> running =
        pipeline.request().listener(step -> awaitQuietly(closed)).generateAsync();
    stopper.released.countDown();
    stopper.entered.await();
    pipeline.close();
    closed.countDown();
    Failed.with(PipelineClosedException.class, running);
    assertEquals(1, stopper.evaluations.get());
    refusesAll();
  }

  @Test
  void drainingLetsWhatRunsComeToItsEnd() throws InterruptedException {
    CompletableFuture<Samples> running = pipeline.request().generateAsync();
    stopper.entered.await();
    Thread drain = new Thread(() -> pipeline.drain(Duration.ofMinutes(1)));
    drain.start();
    while (drain.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    refusesAll();
    stopper.released.countDown();
    assertEquals(1, running.join().count());
    drain.join();
    refusesAll();
  }

  @Test
  void drainingEndsInTime() {
    CompletableFuture<Samples> running = pipeline.request().count(2).maxBatch(1).generateAsync();
    pipeline.drain(SOON);
    stopper.released.countDown();
    Failed.with(PipelineClosedException.class, running);
  }

  @Test
  void aListenerMayCloseThePipeline() {
    stopper.released.countDown();
    assertThrows(
        PipelineClosedException.class,
        () -> pipeline.request().listener(step -> pipeline.close()).generate());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void anExecutorThatRefusesLeavesNothingBehind() {
    assertThrows(
        RejectedExecutionException.class,
        () ->
            pipeline
                .request()
                .generateAsync(
                    work -> {
                      throw new RejectedExecutionException("full");
                    }));
    pipeline.drain(Duration.ofDays(1)); // nobody is inside
  }

  /** A runtime fails when it is closed; what its caller did was to close the pipeline. */
  @Test
  void whatFailsSinceThePipelineIsClosedSaysSo() {
    DiffusionPipeline[] closing = new DiffusionPipeline[1];
    closing[0] =
        DiffusionPipeline.of(
            evaluation -> {
              closing[0].close();
              throw new IllegalStateException("the session is closed");
            },
            Formula.CARD);
    PipelineClosedException e =
        assertThrows(PipelineClosedException.class, () -> closing[0].request().generate());
    assertInstanceOf(IllegalStateException.class, e.getCause());
  }

  private void refusesAll() {
    for (Executable call :
        List.<Executable>of(
            () -> pipeline.request().generate(), () -> pipeline.request().generateAsync())) {
      PipelineClosedException e = assertThrows(PipelineClosedException.class, call);
      assertEquals("formula: this pipeline is closed; load the model again", e.getMessage());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
