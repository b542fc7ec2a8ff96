package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.sampler.Samplers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thirty-two threads on one real model. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyCallersTest {
  private static final int CALLERS = 32;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final DiffusionPipeline pipeline = DiffusionPipeline.of(OrtDenoiser.open(Foreign.UNET));
  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

  @AfterEach
  void close() {
    threads.shutdownNow();
    pipeline.close();
  }

  private GenerationRequest request(int caller) {
    return pipeline
        .request()
        .sampler(caller % 2 == 0 ? Samplers.ddim(0) : Samplers.ddpm())
        .steps(1 + caller % 7)
        .count(1 + caller % 3)
        .seed(caller);
  }

  @Test
  void getWhatEachGetsAlone() throws Exception {
    try (BatchScheduler scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults())) {
      List<Future<Samples>> alone = new ArrayList<>();
      List<Future<Samples>> together = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        GenerationRequest request = request(i);
        alone.add(threads.submit(() -> request.generate()));
        together.add(scheduler.submit(request(i)));
      }
      for (int i = 0; i < CALLERS; i++) {
        float[] single = request(i).generate().values().data();
        assertArrayEquals(single, alone.get(i).get().values().data());
        assertArrayEquals(single, together.get(i).get().values().data());
      }
    }
  }

  @Test
  void areAllStoppedByAClose() throws Exception {
    List<Future<?>> callers = generateForEver();
    pipeline.close();
    assertAllRefused(callers);
  }

  @Test
  void finishTheirGenerationInADrain() throws Exception {
    List<Future<?>> callers = generateForEver();
    pipeline.drain(MINUTE);
    for (Future<?> caller : callers) {
      Throwable reason = assertThrows(ExecutionException.class, caller::get).getCause();
      assertEquals(
          pipeline.card().name() + ": this pipeline is closed; load the model again",
          String.valueOf(reason == null ? null : reason.getMessage()));
    }
  }

  @Test
  void areAllStoppedByTheCloseOfASchedulerToo() throws Exception {
    try (BatchScheduler scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults())) {
      List<Future<?>> callers = start(i -> () -> scheduler.generate(request(i)));
      pipeline.close();
      assertAllRefused(callers);
    }
  }

  private List<Future<?>> generateForEver() throws InterruptedException {
    return start(i -> () -> request(i).generate());
  }

  /** Callers that never end by themselves; all have generated once. */
  private List<Future<?>> start(IntFunction<Callable<Samples>> work) throws InterruptedException {
    CountDownLatch running = new CountDownLatch(CALLERS);
    List<Future<?>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Callable<Samples> generation = work.apply(i);
      callers.add(
          threads.submit(
              () -> {
                generation.call();
                running.countDown();
                while (true) {
                  generation.call();
                }
              }));
    }
    running.await();
    return callers;
  }

  private static void assertAllRefused(List<Future<?>> callers) {
    for (Future<?> caller : callers) {
      Throwable reason = assertThrows(ExecutionException.class, caller::get).getCause();
      assertTrue(reason instanceof IllegalStateException, () -> String.valueOf(reason));
    }
  }
}
