package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An evaluation that would never end is stopped when nobody wants it; without ONNX Runtime's
 * terminate flag these tests would hang.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppingTest {
  private static final Duration SOON = Duration.ofMillis(20);

  private final DiffusionPipeline endless =
      DiffusionPipeline.of(
          OrtDenoiser.open(
              ToyModel.ofBatch(-1).time(DataType.FLOAT, -1).endless().output(-1, 2, 4, 4)));

  @Test
  void byItsDeadline() {
    GenerationRequest request = endless.request().deadline(SOON);
    for (int again = 0; again < 3; again++) {
      CancellationException e = assertThrows(CancellationException.class, request::generate);
      assertEquals("stopped: its deadline, PT0.02S, has passed", e.getMessage());
    }
    endless.close();
  }

  @Test
  void byCancellingItsFuture() {
    CompletableFuture<Samples> future = endless.generateAsync(endless.context(), 10);
    awaitEvaluation();
    assertTrue(future.cancel(true));
    endless.drain(Duration.ofDays(1));
  }

  @Test
  void byAnInterruptOfItsThread() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller = new Thread(() -> endless.generate(endless.context(), 10));
    caller.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    caller.start();
    awaitEvaluation();
    caller.interrupt();
    caller.join();
    assertInstanceOf(CancellationException.class, thrown.get());
    endless.close();
  }

  @Test
  void byTheEndOfADrain() {
    CompletableFuture<Samples> future = endless.generateAsync(endless.context(), 10);
    awaitEvaluation();
    endless.drain(SOON);
    Throwable reason = assertThrows(RuntimeException.class, future::join).getCause();
    assertInstanceOf(IllegalStateException.class, reason);
  }

  /** Waits until some thread runs the graph. */
  private static void awaitEvaluation() {
    while (Thread.getAllStackTraces().values().stream().noneMatch(StoppingTest::isInNativeRun)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isInNativeRun(StackTraceElement[] stack) {
    return stack.length > 0 && stack[0].isNativeMethod() && stack[0].getMethodName().equals("run");
  }
}
