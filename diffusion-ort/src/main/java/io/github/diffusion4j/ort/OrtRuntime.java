package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.model.ModelRuntime;

/**
 * Opens models with ONNX Runtime on the CPU; found by {@link java.util.ServiceLoader}. For other
 * settings use {@link OrtDenoiser#open(ModelFile, ExecutionProvider)}.
 *
 * <p>Thread-safe.
 */
public final class OrtRuntime implements ModelRuntime {

  /** For the service loader. */
  public OrtRuntime() {}

  @Override
  public Model open(ModelFile file) {
    return OrtDenoiser.open(file);
  }
}
