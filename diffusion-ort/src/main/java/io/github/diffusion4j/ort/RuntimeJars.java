package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;

/**
 * The artifacts of ONNX Runtime on the class path. onnxruntime and onnxruntime_gpu hold the same
 * classes, so with both there the first one wins in silence.
 */
final class RuntimeJars {
  private static final System.Logger LOGGER = System.getLogger(RuntimeJars.class.getName());
  private static final String CLASS = "ai/onnxruntime/OrtEnvironment.class";

  private RuntimeJars() {}

  /** Where ONNX Runtime was found, in the order of the class path. */
  static List<String> found() {
    return in(OrtEnvironment.class.getClassLoader());
  }

  static List<String> in(ClassLoader loader) {
    try {
      return Collections.list(loader.getResources(CLASS)).stream()
          .map(URL::toString)
          .map(url -> url.replace("!/" + CLASS, "").replace(CLASS, ""))
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the class path cannot be searched for ONNX Runtime", e);
    }
  }

  static void warnOfSeveral() {
    List<String> jars = found();
    if (jars.size() > 1) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "several artifacts of ONNX Runtime on the class path, the first is used: {0}. Keep com.microsoft.onnxruntime:onnxruntime for CPU or onnxruntime_gpu for CUDA, and exclude the other",
          jars);
    }
  }
}
