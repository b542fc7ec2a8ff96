package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.model.ModelFile;

/** Whether there is a GPU to test with: the profile gpu on a machine that has one. */
final class Gpu {
  private static final System.Logger LOGGER = System.getLogger(Gpu.class.getName());

  /** What is missing; empty if nothing is. */
  private static final String MISSING = missing();

  private Gpu() {}

  static void assumeThere() {
    assumeTrue(MISSING.isEmpty(), MISSING);
  }

  static void assumeMissing() {
    assumeFalse(MISSING.isEmpty(), "this test needs a machine without a GPU");
  }

  private static String missing() {
    try {
      OrtDenoiser.open(ModelFile.at(Foreign.UNET), ExecutionProvider.cuda(0)).close();
      return "";
    } catch (CudaMissingException e) {
      String reason = "tests that need a GPU are skipped: CUDA device 0: " + e.missing();
      LOGGER.log(System.Logger.Level.INFO, reason); // Surefire shows no reasons
      return reason;
    }
  }
}
