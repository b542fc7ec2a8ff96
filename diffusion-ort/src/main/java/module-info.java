/** Runs diffusion models through ONNX Runtime. */
module io.github.diffusion4j.ort {
  requires transitive io.github.diffusion4j.api;
  requires transitive com.microsoft.onnxruntime;
  requires static org.jspecify;

  exports io.github.diffusion4j.ort;

  provides io.github.diffusion4j.model.ModelRuntime with
      io.github.diffusion4j.ort.OrtRuntime;
}
