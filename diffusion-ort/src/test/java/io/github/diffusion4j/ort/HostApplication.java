package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEnvironment.ThreadingOptions;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.Arrays;

/** A program with an ONNX Runtime of its own, run in a process of its own. */
final class HostApplication {
  private HostApplication() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "environment" -> environment();
      case "leave" -> leave();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** The host makes the environment, with a thread pool for all sessions; our model still runs. */
  private static void environment() throws Exception {
    ThreadingOptions threads = new ThreadingOptions();
    threads.setGlobalIntraOpNumThreads(2);
    try (OrtEnvironment environment =
            OrtEnvironment.getEnvironment(
                OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "host", threads);
        OrtDenoiser first = OrtDenoiser.open(Foreign.UNET)) {
      float[] before = Rows.of(first.card(), 0, 3).evaluate(first);
      first.close();
      environment.close();
      try (OrtDenoiser second = OrtDenoiser.open(Foreign.UNET)) {
        float[] after = Rows.of(second.card(), 0, 3).evaluate(second);
        System.out.println("same " + Arrays.equals(before, after));
      }
    }
  }

  /** The process ends in the middle of evaluations. */
  private static void leave() throws InterruptedException {
    OrtDenoiser model = OrtDenoiser.open(Foreign.UNET);
    Rows rows = Rows.of(model.card(), 0, 16);
    rows.evaluate(model);
    for (int i = 0; i < 3; i++) {
      Thread caller =
          new Thread(
              () -> {
                while (true) {
                  rows.evaluate(model);
                }
              });
      caller.setDaemon(true);
      caller.start();
    }
    rows.evaluate(model);
    System.out.println("leaving");
  }
}
