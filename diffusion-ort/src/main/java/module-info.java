/** Runs diffusion models through ONNX Runtime. */
module io.github.diffusion4j.ort {
  requires transitive io.github.diffusion4j.api;
  requires com.google.gson;
  requires transitive com.microsoft.onnxruntime;
  requires static org.jspecify;

  exports io.github.diffusion4j.ort;
  exports io.github.diffusion4j.ort.text;

  provides io.github.diffusion4j.model.ModelRuntime with
      io.github.diffusion4j.ort.OrtRuntime;
}
