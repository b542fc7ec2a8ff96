package io.github.diffusion4j.train.finetune;

import io.github.diffusion4j.train.run.RunFolder;
import java.nio.file.Path;

/**
 * The files of a fine-tuning.
 *
 * @param run those that every run has
 */
record TunedFolder(RunFolder run) {
  /** What was tuned; if factors were trained, with inputs for them. */
  Path base() {
    return run.root().resolve("base").resolve("model.onnx");
  }

  /** The factors for the base. */
  Path adapter() {
    return run.root().resolve("adapter.onnx_adapter");
  }

  /** What the base drew of the class. */
  Path classSamples() {
    return run.root().resolve("class-samples.npy");
  }
}
