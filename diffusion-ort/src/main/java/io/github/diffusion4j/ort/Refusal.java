package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtException;
import io.github.diffusion4j.model.ModelFile;
import java.util.Set;
import java.util.regex.Pattern;

/** Words for a model file that ONNX Runtime does not take. */
final class Refusal {
  private static final String GIT_LFS = "version https://git-lfs";
  private static final Set<OrtException.OrtErrorCode> UNREADABLE =
      Set.of(
          OrtException.OrtErrorCode.ORT_INVALID_PROTOBUF,
          OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT);

  private static final Pattern NOISE =
      Pattern.compile(
          "(?s)^Error code - \\w+ - message: (.*\\[ONNXRuntimeError] : \\d+ : \\w+ : )?");

  private Refusal() {}

  static IllegalArgumentException of(ModelFile file, FileFacts facts, OrtException e) {
    return new IllegalArgumentException(file.name() + ": " + what(facts, e), e);
  }

  private static String what(FileFacts facts, OrtException e) {
    if (facts.size() == 0) {
      return "an empty file, no ONNX model; copy or export it again";
    }
    if (facts.start().startsWith(GIT_LFS)) {
      return "a pointer of Git LFS, not the model itself; fetch it with git lfs pull";
    }
    if (UNREADABLE.contains(e.getCode()) || reason(e).contains("does not have a graph")) {
      return "no ONNX model, or one cut short (%d bytes); copy or export it again"
          .formatted(facts.size());
    }
    return "ONNX Runtime cannot run this model: " + reason(e);
  }

  /** What ONNX Runtime says, without error codes and places in its sources. */
  static String reason(OrtException e) {
    return NOISE.matcher(String.valueOf(e.getMessage())).replaceFirst("").strip();
  }
}
