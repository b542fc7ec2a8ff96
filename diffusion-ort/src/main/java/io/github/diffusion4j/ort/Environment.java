package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The one way to the environment of ONNX Runtime, a singleton of the process which a host may have
 * made first, with a thread pool and log settings of its own; it is taken as it is and never closed
 * here.
 *
 * <p>Thread-safe.
 */
final class Environment {
  private static @Nullable OrtEnvironment made;

  /** Why the libraries could not be loaded; that stays so until the process ends. */
  private static @Nullable String failure;

  private Environment() {}

  /**
   * Makes the environment on the first call, with telemetry off before anything else uses it.
   *
   * @throws IllegalStateException if ONNX Runtime cannot be loaded or started; the message says
   *     what is missing and how to provide it
   */
  static synchronized OrtEnvironment get() {
    if (made == null) {
      made = make();
    }
    return made;
  }

  private static OrtEnvironment make() {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    Telemetry telemetry = Telemetry.ofThisProcess();
    telemetry.checkShell();
    NativeLibraries.checkTemporaryFolder(NativeLibraries.CORE);
    try {
      return telemetry.runs() ? onThreadOf(telemetry) : silent();
    } catch (LinkageError e) {
      failure = NativeLibraries.failure(e);
      throw new IllegalStateException(failure, e);
    }
  }

  private static OrtEnvironment onThreadOf(Telemetry telemetry) {
    long stack = telemetry.stackBytes();
    try {
      return CompletableFuture.supplyAsync(
              Environment::silent,
              work -> new Thread(null, work, "diffusion4j-environment", stack).start())
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LinkageError error) {
        throw error;
      }
      throw new IllegalStateException("ONNX Runtime cannot be started: " + e.getCause(), e);
    } catch (OutOfMemoryError e) {
      throw telemetry.noThread(stack, e);
    }
  }

  private static OrtEnvironment silent() {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "the telemetry of ONNX Runtime cannot be turned off: " + LoadErrors.reason(e), e);
    }
    return environment;
  }
}
