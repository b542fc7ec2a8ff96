package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** What would crash the process in bare ONNX Runtime is an exception here. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifecycleTest {
  private static final int THREADS = 4;

  @Test
  void closingWhileOthersEvaluateStopsThem() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < 10; round++) {
        OrtDenoiser model = OrtDenoiser.open(Foreign.UNET);
        CountDownLatch allRun = new CountDownLatch(THREADS);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Rows rows = Rows.of(model.card(), i, 16);
          callers.add(threads.submit(() -> evaluateForEver(model, rows, allRun)));
        }
        allRun.await();
        model.close();
        for (Future<?> caller : callers) {
          Refused.with(ExecutionException.class, caller::get, "IllegalStateException", "closed");
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void evaluateForEver(OrtDenoiser model, Rows rows, CountDownLatch running) {
    rows.evaluate(model);
    running.countDown();
    while (true) {
      rows.evaluate(model);
    }
  }

  @Test
  void closingStopsAnEvaluationThatNeverEnds() throws Exception {
    OrtDenoiser model =
        OrtDenoiser.open(
            ToyModel.ofBatch(-1).time(DataType.FLOAT, -1).endless().output(-1, 2, 4, 4));
    FutureTask<float[]> evaluation =
        new FutureTask<>(() -> Rows.of(model.card(), 0, 1).evaluate(model));
    Thread caller = new Thread(evaluation);
    caller.start();
    while (!isInNativeCode(caller)) {
      Thread.onSpinWait();
    }
    model.close();
    Refused.with(ExecutionException.class, evaluation::get, "closed during an evaluation");
  }

  private static boolean isInNativeCode(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length > 0 && stack[0].isNativeMethod() && stack[0].getMethodName().equals("run");
  }

  @Test
  void aClosedModelSaysSo() {
    OrtDenoiser model = OrtDenoiser.open(Foreign.VPRED);
    Rows rows = Rows.of(model.card(), 0, 1);
    rows.evaluate(model);
    model.close();
    model.close();
    Refused.with(
        IllegalStateException.class,
        () -> rows.evaluate(model),
        "pytorch-vpred.onnx: this model is closed; open it again");
  }

  @Test
  void provenanceSaysWhatItRanOn() {
    OrtDenoiser model = OrtDenoiser.open(ModelFile.at(Foreign.VPRED), ExecutionProvider.cpu(2));
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(model)) {
      Map<String, String> facts = pipeline.request().steps(1).generate().provenance().runtime();
      assertEquals("CPU", facts.get("provider"));
      assertEquals("2", facts.get("threads"));
      assertTrue(String.valueOf(facts.get("runtime")).matches("ONNX Runtime \\d+\\.\\d+\\.\\d+.*"));
    }
  }

  @Test
  void modelsDoNotShareTheirLives() {
    try (OrtDenoiser stays = OrtDenoiser.open(Foreign.VPRED)) {
      Rows rows = Rows.of(stays.card(), 0, 2);
      float[] before = rows.evaluate(stays);
      try (OrtDenoiser goes = OrtDenoiser.open(Foreign.VPRED)) {
        rows.evaluate(goes);
      }
      assertArrayEquals(before, rows.evaluate(stays));
    }
  }

  @Test
  void wrongSizesAreRefusedAndTheModelLivesOn() {
    try (OrtDenoiser model = OrtDenoiser.open(Foreign.UNET)) {
      Rows two = Rows.of(model.card(), 0, 2);
      Tensor raw = Tensor.zeros(2, model.card().outputShape());
      Tensor small = Tensor.zeros(2, Shape.of(3, 8, 8));
      assertRefused(
          "x has samples of 3x8x8; this model takes 3x16x16",
          () -> model.evaluate(Evaluation.of(small, two.levels(), two.contexts(), raw)));
      assertRefused(
          "the output has rows of 3x8x8; this model gives 3x16x16",
          () -> model.evaluate(Evaluation.of(two.x(), two.levels(), two.contexts(), small)));
      assertRefused(
          "x has 2 rows, and there are 2 levels, 2 contexts and 1 rows of output",
          () ->
              model.evaluate(
                  Evaluation.of(
                      two.x(),
                      two.levels(),
                      two.contexts(),
                      Tensor.zeros(1, model.card().outputShape()))));
      assertRefused(
          "x has 2 rows, and there are 1 levels, 2 contexts and 2 rows of output",
          () ->
              model.evaluate(
                  Evaluation.of(two.x(), two.levels().subList(0, 1), two.contexts(), raw)));
      Rows unconditional;
      try (OrtDenoiser other = OrtDenoiser.open(Foreign.VPRED)) {
        unconditional = Rows.of(other.card(), 0, 2);
      }
      assertRefused(
          "a context with the roles [] has no 'context'",
          () ->
              model.evaluate(Evaluation.of(two.x(), two.levels(), unconditional.contexts(), raw)));
      two.evaluate(model);
    }
  }

  private static void assertRefused(String message, Executable call) {
    Refused.with(IllegalArgumentException.class, call, message);
  }
}
