package io.github.diffusion4j.train;

import ai.djl.engine.Engine;

/** LibTorch through DJL, without a call home. */
final class TorchEngine {
  /**
   * Unless set, DJL looks for a cloud's metadata service once a day and reports the engine's start.
   */
  private static final String OPT_OUT = "OPT_OUT_TRACKING";

  private TorchEngine() {}

  static Engine start() {
    if (System.getProperty(OPT_OUT) == null) {
      System.setProperty(OPT_OUT, "true");
    }
    return Engine.getEngine("PyTorch");
  }
}
