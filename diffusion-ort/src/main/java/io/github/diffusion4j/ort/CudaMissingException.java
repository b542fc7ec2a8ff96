package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CUDA was asked for and is not there: what is missing, and what to do. */
final class CudaMissingException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private static final String FALLBACK =
      "To run on the CPU where there is no GPU: ExecutionProvider.cuda(%d).orElse(ExecutionProvider.cpu())";

  private static final String SWAP =
      """
      use the artifact onnxruntime_gpu in place of onnxruntime:
        <dependency>
          <groupId>io.github.diffusion4j</groupId>
          <artifactId>diffusion-ort</artifactId>
          <exclusions>
            <exclusion>
              <groupId>com.microsoft.onnxruntime</groupId>
              <artifactId>onnxruntime</artifactId>
            </exclusion>
          </exclusions>
        </dependency>
        <dependency>
          <groupId>com.microsoft.onnxruntime</groupId>
          <artifactId>onnxruntime_gpu</artifactId>
          <version>%s</version>
        </dependency>
      """;

  private CudaMissingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether this ONNX Runtime was built with CUDA at all. */
  static void check(ExecutionProvider.Cuda cuda) {
    if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return;
    }
    List<String> jars = RuntimeJars.found();
    String cure =
        jars.size() > 1
            ? "there are two artifacts of ONNX Runtime, and the one for the CPU comes first: %s. Exclude com.microsoft.onnxruntime:onnxruntime.\n"
                .formatted(jars)
            : SWAP.formatted(OrtEnvironment.getEnvironment().getVersion());
    throw new CudaMissingException(
        "CUDA device %d: the ONNX Runtime on the class path was built without CUDA; %s%s"
            .formatted(cuda.device(), cure, FALLBACK.formatted(cuda.device())),
        null);
  }

  /** Whether ONNX Runtime complains of the GPU rather than of the model. */
  static boolean isMeantBy(OrtException e) {
    String reason = Refusal.reason(e).toUpperCase(Locale.ROOT);
    return reason.contains("CUDA") || reason.contains("CUDNN");
  }

  /** CUDA is in the artifact, but its libraries or the GPU are not to be had. */
  static CudaMissingException driver(ExecutionProvider.Cuda cuda, OrtException e) {
    return new CudaMissingException(
        "CUDA device %d: ONNX Runtime cannot use it; it wants a GPU of NVIDIA, its driver, and CUDA 12 and cuDNN 9 on the library path. It says: %s. %s"
            .formatted(cuda.device(), Refusal.reason(e), FALLBACK.formatted(cuda.device())),
        e);
  }
}
