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
      swap them:
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

  private final String missing;

  private CudaMissingException(
      ExecutionProvider.Cuda cuda, String missing, String cure, @Nullable Throwable cause) {
    super(
        "CUDA device %d: %s; %s".formatted(cuda.device(), missing, cure)
            + FALLBACK.formatted(cuda.device()),
        cause);
    this.missing = missing;
  }

  /** What is missing, without the cure. */
  String missing() {
    return missing;
  }

  /** Whether this ONNX Runtime was built with CUDA at all. */
  static void check(ExecutionProvider.Cuda cuda) {
    if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return;
    }
    List<String> jars = RuntimeJars.found();
    if (jars.size() > 1) {
      throw new CudaMissingException(
          cuda,
          "of two artifacts of ONNX Runtime the one without CUDA comes first: " + jars,
          "exclude com.microsoft.onnxruntime:onnxruntime.\n",
          null);
    }
    throw new CudaMissingException(
        cuda,
        "the artifact onnxruntime has no CUDA, unlike onnxruntime_gpu",
        SWAP.formatted(Environment.get().getVersion()),
        null);
  }

  /** Whether ONNX Runtime complains of the GPU rather than of the model. */
  static boolean isMeantBy(OrtException e) {
    String reason = LoadErrors.reason(e).toUpperCase(Locale.ROOT);
    return reason.contains("CUDA") || reason.contains("CUDNN");
  }

  /** CUDA is in the artifact, but its libraries or the GPU are not to be had. */
  static CudaMissingException driver(ExecutionProvider.Cuda cuda, OrtException e) {
    return new CudaMissingException(
        cuda,
        LoadErrors.reason(e),
        "it wants a GPU of NVIDIA, its driver, and CUDA 12 and cuDNN 9 on the library path.\n",
        e);
  }
}
