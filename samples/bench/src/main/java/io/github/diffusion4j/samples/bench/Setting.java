package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.github.diffusion4j.ort.ExecutionProvider;

/**
 * How ONNX Runtime shares an evaluation among threads.
 *
 * @param threads the calling one among them
 * @param waiting what they do between two pieces of work
 */
record Setting(int threads, Waiting waiting) {

  /** As the library opens a model when nothing is said. */
  static Setting ofLibrary() {
    return new Setting(ExecutionProvider.cpu().threads(), Waiting.BRIEFLY_AWAKE);
  }

  /** The options of a session, to be closed. */
  SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setOptimizationLevel(OptLevel.ALL_OPT);
    options.setIntraOpNumThreads(threads);
    switch (waiting) {
      case ASLEEP -> options.addConfigEntry("session.intra_op.allow_spinning", "0");
      case BRIEFLY_AWAKE -> options.addConfigEntry("session.intra_op.spin_duration_us", "50");
      case AWAKE -> {}
    }
    return options;
  }

  /** What idle threads do. */
  enum Waiting {
    /** Sleep at once. */
    ASLEEP,
    /** Spin for 50 us, then sleep: the library's default. */
    BRIEFLY_AWAKE,
    /** ONNX Runtime's own default. */
    AWAKE
  }
}
