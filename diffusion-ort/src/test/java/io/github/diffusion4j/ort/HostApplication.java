package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEnvironment.ThreadingOptions;
import ai.onnxruntime.OrtLoggingLevel;
import java.nio.file.Path;
import java.util.Arrays;

/** A program with an ONNX Runtime of its own, run in a process of its own. */
final class HostApplication {
  private HostApplication() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "environment" -> environment();
      case "leave" -> leave();
      case "open" -> open();
      case "open twice" -> {
        open();
        open();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** The host makes the environment, with a thread pool for all sessions; our model still runs. */
  private static void environment() throws Exception {
    ThreadingOptions threads = new ThreadingOptions();
    threads.setGlobalIntraOpNumThreads(2);
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "host", threads);
    float[] before = evaluate();
    environment.close();
    System.out.println("same " + Arrays.equals(before, evaluate()));
  }

  private static float[] evaluate() {
    try (OrtDenoiser model =
        OrtDenoiser.open(Path.of(System.getProperty("model", Foreign.UNET.toString())))) {
      return Rows.of(model.card(), 0, 3).evaluate(model);
    }
  }

  /** Says that a model could be used, or why not. */
  private static void open() {
    try {
      System.out.println("evaluated " + evaluate().length);
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
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
