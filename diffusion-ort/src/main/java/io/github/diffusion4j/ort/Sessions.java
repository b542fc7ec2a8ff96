package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.github.diffusion4j.model.ModelFile;
import java.util.Map;

/** Makes sessions. */
final class Sessions {
  private static final System.Logger LOGGER = System.getLogger(Sessions.class.getName());

  /**
   * Every optimisation, the change of layout among them: below that, convolutions over 2 threads
   * give other bits for other batches (measured with ONNX Runtime 1.28 on x64).
   */
  static final OptLevel OPTIMISATION = OptLevel.ALL_OPT;

  // ONNX Runtime ignores keys it does not know; a test looks for these in its library.
  static final String ALLOW_SPINNING = "session.intra_op.allow_spinning";
  static final String EXTERNAL_FOLDER = "session.model_external_initializers_file_folder_path";
  static final String SPIN_MICROSECONDS = "session.intra_op.spin_duration_us";

  /**
   * From so many weights on, tensors are allocated one by one: the block that ONNX Runtime plans
   * for them after the first run comes on top of what that run took, 1.2 GB for Stable Diffusion's
   * denoiser. Planning saves small networks some of the time that an operator takes to start.
   */
  static final long LARGE = 1L << 24;

  private Sessions() {}

  static GuardedSession open(ModelFile file, FileInfo facts, ExecutionProvider provider) {
    return open(file, facts, provider, GraphPatch.NONE);
  }

  static GuardedSession open(
      ModelFile file, FileInfo facts, ExecutionProvider provider, GraphPatch patch) {
    RuntimeJars.warnOfSeveral();
    Environment.get(); // before any other class of ONNX Runtime loads its libraries
    if (provider instanceof ExecutionProvider.CudaOrCpu either) {
      try {
        return cuda(file, facts, either.cuda(), patch);
      } catch (CudaMissingException e) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "{0}: running on the CPU instead: {1}",
            file.name(),
            e.missing());
        return cpu(file, facts, either.cpu(), patch);
      }
    }
    return provider instanceof ExecutionProvider.Cuda cuda
        ? cuda(file, facts, cuda, patch)
        : cpu(file, facts, (ExecutionProvider.Cpu) provider, patch);
  }

  private static GuardedSession cpu(
      ModelFile file, FileInfo facts, ExecutionProvider.Cpu cpu, GraphPatch patch) {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(cpu.threads());
      switch (cpu.spinning()) {
        case NEVER -> options.addConfigEntry(ALLOW_SPINNING, "0");
        case BRIEFLY -> options.addConfigEntry(SPIN_MICROSECONDS, "50");
      }
      return new GuardedSession(
          file.name(), create(file, facts, options, patch), cpu, CallThread.callers());
    } catch (OrtException e) {
      throw LoadErrors.of(file, facts, e);
    } catch (OutOfMemoryError e) {
      throw LoadErrors.memory(file, facts, String.valueOf(e.getMessage()), e);
    }
  }

  private static GuardedSession cuda(
      ModelFile file, FileInfo facts, ExecutionProvider.Cuda cuda, GraphPatch patch) {
    CudaMissingException.check(cuda);
    NativeLibraries.checkTemporaryFolder(NativeLibraries.CUDA);
    try (SessionOptions options = new SessionOptions();
        OrtCUDAProviderOptions gpu = new OrtCUDAProviderOptions()) {
      for (Map.Entry<String, String> option : cuda.options().entrySet()) {
        gpu.add(option.getKey(), option.getValue());
      }
      options.setDeterministicCompute(cuda.convolutions().deterministic());
      options.addCUDA(gpu); // unlike addCUDA(int), it says which library is missing
      return new GuardedSession(
          file.name(),
          create(file, facts, options, patch),
          cuda,
          CallThread.own("diffusion4j-cuda-" + cuda.device()));
    } catch (OrtException e) {
      if (!LoadErrors.isOfMemory(e) && CudaMissingException.isMeantBy(e)) {
        throw CudaMissingException.driver(cuda, e);
      }
      throw LoadErrors.of(file, facts, e);
    } catch (OutOfMemoryError e) {
      throw LoadErrors.memory(file, facts, String.valueOf(e.getMessage()), e);
    }
  }

  private static OrtSession create(
      ModelFile file, FileInfo facts, SessionOptions options, GraphPatch patch)
      throws OrtException {
    OrtEnvironment environment = Environment.get();
    options.setOptimizationLevel(OPTIMISATION);
    options.setMemoryPatternOptimization(facts.found().weightCount() < LARGE);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR); // not on a host's stderr
    if (!patch.changesNothing()) {
      if (file instanceof ModelFile.OnDisk onDisk) {
        options.addConfigEntry(
            EXTERNAL_FOLDER, onDisk.path().toAbsolutePath().resolveSibling("").toString());
      }
      return environment.createSession(patch.apply(file), options);
    }
    if (file instanceof ModelFile.OnDisk onDisk) {
      return environment.createSession(onDisk.path().toString(), options); // finds external data
    }
    return environment.createSession(((ModelFile.InMemory) file).bytes(), options);
  }
}
