package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callbacks of one caller cost the others nothing. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchedulerCallbacksTest {
  private final CountDownLatch released = new CountDownLatch(1);
  private final Stopper network = new Stopper();
  private final DiffusionPipeline pipeline = DiffusionPipeline.of(network, Formula.CARD);
  private BatchScheduler scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults());

  @AfterEach
  void close() {
    network.released.countDown();
    released.countDown();
    scheduler.close();
  }

  private void block() {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void othersComplete() {
    network.released.countDown();
    IntStream.range(0, 40).forEach(seed -> scheduler.generate(pipeline.request().seed(seed)));
  }

  @Test
  void callbacksThatBlockDelayNobody() {
    CompletableFuture<?> all =
        CompletableFuture.allOf(
            IntStream.range(0, 40)
                .mapToObj(i -> scheduler.submit(pipeline.request()).thenRun(this::block))
                .toArray(CompletableFuture<?>[]::new));
    othersComplete();
    assertFalse(all.isDone());
    released.countDown();
    all.join();
  }

  @Test
  void listenersThatBlockDelayNobody() {
    List<CompletableFuture<Samples>> watched =
        IntStream.range(0, 40)
            .mapToObj(i -> scheduler.submit(pipeline.request().listener(step -> block())))
            .toList();
    othersComplete();
    watched.forEach(each -> assertFalse(each.isDone()));
    released.countDown();
    watched.forEach(CompletableFuture::join);
  }

  @Test
  void aRequestThatIsStoppedDoesNotWaitForItsListener() {
    CountDownLatch entered = new CountDownLatch(1);
    CompletableFuture<Samples> watched =
        scheduler.submit(
            pipeline
                .request()
                .listener(
                    step -> {
                      entered.countDown();
                      block();
                    }));
    network.released.countDown();
    join(entered);
    scheduler.generate(pipeline.request());
    watched.cancel(true);
    assertTrue(watched.isCancelled());
    scheduler.close();
  }

  private static void join(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The tensors of a step are copies, so a listener that is late sees them as they were. */
  @Test
  void stepsComeInOrderAsTheyWere() {
    List<String> alone = new ArrayList<>();
    List<String> together = Collections.synchronizedList(new ArrayList<>());
    GenerationRequest request = pipeline.request().count(3).maxBatch(1);
    network.released.countDown();
    request.listener(step -> alone.add(text(step))).generate();
    CompletableFuture<Samples> watched =
        scheduler.submit(
            request.listener(
                step -> {
                  block();
                  together.add(text(step));
                }));
    othersComplete();
    released.countDown();
    watched.join();
    assertEquals(alone.size(), together.size(), "all steps come before the samples");
    for (int sample = 0; sample < 3; sample++) {
      String prefix = sample + ":";
      assertEquals(
          alone.stream().filter(s -> s.startsWith(prefix)).toList(),
          together.stream().filter(s -> s.startsWith(prefix)).toList());
    }
  }

  private static String text(GenerationListener.Step step) {
    return "%d: %d %s %s"
        .formatted(step.firstSample(), step.index(), step.x().data()[0], step.x0().data()[0]);
  }

  @Test
  void callbacksRunWhereTheSettingsSay() {
    ExecutorService mine = Executors.newSingleThreadExecutor(r -> new Thread(r, "mine"));
    scheduler.close();
    scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults().callbackExecutor(mine));
    CompletableFuture<String> completing = new CompletableFuture<>();
    CompletableFuture<String> listening = new CompletableFuture<>();
    CompletableFuture<Void> dependent =
        scheduler
            .submit(
                pipeline
                    .request()
                    .listener(step -> listening.complete(Thread.currentThread().getName())))
            .thenRun(() -> completing.complete(Thread.currentThread().getName()));
    network.released.countDown();
    dependent.join();
    assertEquals("mine", completing.join());
    assertEquals("mine", listening.join());
    mine.shutdown();
    assertEquals(1, scheduler.generate(pipeline.request()).count(), "none is lost");
  }

  @Test
  void anExecutorThatRejectsLosesNothing() {
    scheduler.close();
    scheduler =
        BatchScheduler.of(
            pipeline,
            BatchSettings.defaults()
                .callbackExecutor(
                    work -> {
                      throw new RejectedExecutionException("full");
                    }));
    network.released.countDown();
    assertArrayEquals(
        pipeline.request().generate().values(0), scheduler.generate(pipeline.request()).values(0));
    scheduler
        .submit(pipeline.request().listener(step -> scheduler.close()))
        .exceptionally(e -> null)
        .join();
    assertTrue(scheduler.isClosed());
  }

  @Test
  void drainingWaitsForCallbacksButNotForItself() {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> draining =
        scheduler
            .submit(pipeline.request())
            .thenRun(
                () -> {
                  scheduler.drain(Duration.ofDays(1));
                  done.add("drained");
                });
    network.released.countDown();
    scheduler.drain(Duration.ofDays(1));
    assertEquals(List.of("drained"), done);
    draining.join();
  }

  @Test
  void noCallbackRunsInTheSchedulersThread() {
    network.released.countDown();
    CompletableFuture<String> name = new CompletableFuture<>();
    scheduler
        .submit(
            pipeline.request().listener(step -> name.complete(Thread.currentThread().getName())))
        .join();
    assertNotEquals("diffusion4j-batches", name.join());
  }
}
