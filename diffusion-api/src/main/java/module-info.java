/** Types, schedules, samplers and the loop of Diffusion4J. */
@SuppressWarnings("module") // the one it exports to is built after it
module io.github.diffusion4j.api {
  requires com.google.common;
  requires transitive java.desktop;
  requires static transitive org.jspecify;

  exports io.github.diffusion4j;
  exports io.github.diffusion4j.image;
  exports io.github.diffusion4j.model;
  exports io.github.diffusion4j.plan;
  exports io.github.diffusion4j.sampler;
  exports io.github.diffusion4j.schedule;
  exports io.github.diffusion4j.scheduler;
  exports io.github.diffusion4j.score;
  exports io.github.diffusion4j.tensor;
  exports io.github.diffusion4j.files to
      io.github.diffusion4j.train;
  exports io.github.diffusion4j.lora to
      io.github.diffusion4j.ort,
      io.github.diffusion4j.train;

  uses io.github.diffusion4j.model.ModelRuntime;
}
