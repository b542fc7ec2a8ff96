/** An application of modules. */
module com.example.icons {
  requires io.github.diffusion4j.api;
  requires io.github.diffusion4j.ort;

  exports com.example.icons;
}
