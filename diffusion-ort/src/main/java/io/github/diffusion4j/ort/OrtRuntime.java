package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtEnvironment;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.model.ModelRuntime;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.model.RuntimeSettings;
import java.util.Optional;

/**
 * Opens models with ONNX Runtime; found by {@link java.util.ServiceLoader}. Options of this runtime
 * ({@link RuntimeSettings#option}) are {@code spinning} (never or briefly) on the processor, and
 * {@code convolutions} (reproducible or fastest) on a GPU.
 *
 * <p>Thread-safe.
 */
public final class OrtRuntime implements ModelRuntime {

  /** For the service loader. */
  public OrtRuntime() {}

  /**
   * The process's environment of ONNX Runtime, made on the first call, for sessions of your own.
   *
   * <p>Where ONNX Runtime collects facts about the process (1.29 and later, on Linux and macOS),
   * making the environment can take far more stack than a thread has and then ends the JVM without
   * a word; here it is made on a thread whose stack suffices for the process's command line, and
   * telemetry is off from then on. An environment that the application has made itself is returned
   * as it is, with telemetry turned off.
   *
   * @return the environment; it need not be closed
   * @throws IllegalStateException if ONNX Runtime cannot be loaded or started; the message says
   *     what is missing, such as a temporary folder, and how to provide it
   */
  public static OrtEnvironment environment() {
    return Environment.get();
  }

  @Override
  public Model open(ModelSource source, RuntimeSettings settings) {
    ExecutionProvider provider = Providers.of(settings);
    Optional<ModelFile> single = source.component(ModelSource.NETWORK);
    if (single.isPresent()) {
      return OrtDenoiser.open(single.get(), provider);
    }
    return HubModel.open(source, settings);
  }
}
