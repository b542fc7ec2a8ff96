package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtException;
import io.github.diffusion4j.model.ModelFile;
import java.util.Set;
import java.util.regex.Pattern;

/** Words for a model file that ONNX Runtime does not take. */
final class LoadErrors {
  private static final String GIT_LFS = "version https://git-lfs";
  private static final Set<OrtException.OrtErrorCode> UNREADABLE =
      Set.of(
          OrtException.OrtErrorCode.ORT_INVALID_PROTOBUF,
          OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT);

  /** Below that, no process that runs at all lacks the memory to read a model. */
  private static final long SMALL = 1 << 20;

  private static final Pattern MEMORY =
      Pattern.compile("(?i)bad_alloc|out of memory|allocate memory|requested bytes|alloc_failed");

  private static final Pattern NOISE =
      Pattern.compile(
          "(?s)^Error code - \\w+ - message: (.*\\[ONNXRuntimeError] : \\d+ : \\w+ : )?");

  private LoadErrors() {}

  static RuntimeException of(ModelFile file, FileInfo facts, OrtException e) {
    return isOfMemory(e)
        ? memory(file, facts, reason(e), e)
        : new IllegalArgumentException(file.name() + ": " + what(file, facts, e), e);
  }

  /** Whether memory did not suffice, the process's or a GPU's; the model may be sound. */
  static boolean isOfMemory(OrtException e) {
    return MEMORY.matcher(reason(e)).find();
  }

  /** Memory did not suffice for a model that may be sound. */
  static IllegalStateException memory(
      ModelFile file, FileInfo facts, String reason, Throwable cause) {
    return new IllegalStateException(
        "%s: too little memory to open this model of %d bytes (%s); give the process or the container more, raise a memory limit that is set, or use a smaller model"
            .formatted(file.name(), facts.size(), reason),
        cause);
  }

  /** Why a file is no graph. */
  static String unreadable(FileInfo facts) {
    if (facts.size() == 0) {
      return "an empty file, no ONNX model; copy or export it again";
    }
    if (facts.start().startsWith(GIT_LFS)) {
      return "a pointer of Git LFS, not the model itself; fetch it with git lfs pull";
    }
    return "no ONNX model, or one cut short (%d bytes); copy or export it again"
        .formatted(facts.size());
  }

  private static String what(ModelFile file, FileInfo facts, OrtException e) {
    if (facts.size() == 0 || facts.start().startsWith(GIT_LFS)) {
      return unreadable(facts);
    }
    if (!UNREADABLE.contains(e.getCode()) && !reason(e).contains("does not have a graph")) {
      return "ONNX Runtime cannot run this model: " + reason(e);
    }
    if (file instanceof ModelFile.InMemory && facts.size() >= SMALL) { // the same code for both
      return "no ONNX model, or one cut short, or too little memory to read it (%d bytes); copy or export it again, or give the process more memory"
          .formatted(facts.size());
    }
    return unreadable(facts);
  }

  /** What ONNX Runtime says, without error codes and places in its sources. */
  static String reason(OrtException e) {
    return NOISE.matcher(String.valueOf(e.getMessage())).replaceFirst("").strip();
  }
}
