package io.github.diffusion4j;

import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.plan.SamplingLoop;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of a generation, as they come in. Its loops may run in any order, one at a time. */
final class SampleCollector {
  private final Generation generation;
  private final @Nullable GenerationListener listener;
  private final Tensor result;
  private final Frames film;
  private int missing;

  /**
   * Nothing collected yet.
   *
   * @param listener called after every step, on the thread that runs it; null for none
   */
  SampleCollector(Generation generation, @Nullable GenerationListener listener) {
    this.generation = generation;
    this.listener = listener;
    result = Tensor.zeros(generation.count(), generation.shape());
    film = new Frames(generation.frames(), generation.plan().evaluations(), result);
    missing = generation.count();
  }

  /** Some samples at their start. */
  RunningSamples start(int first, int rows) {
    Tensor start = Tensor.zeros(rows, generation.shape());
    generation.fillStart(first, start);
    SamplingLoop loop =
        SamplingLoop.builder(generation.plan(), start)
            .outputShape(generation.card().outputShape(generation.shape()))
            .noise(generation.noise(), generation.seed() + first)
            .known(generation.known(), first)
            .listener(running -> stepped(first, running))
            .build();
    film.keep(0, first, loop.state());
    RunningSamples samples =
        new RunningSamples(generation, this, first, loop, generation.contextsOf(first, rows));
    if (samples.isOver()) {
      take(samples); // a plan without evaluations
    }
    return samples;
  }

  private void stepped(int first, SamplingLoop loop) {
    film.keep(loop.evaluations(), first, loop.state());
    if (listener != null) {
      listener.onStep(
          new GenerationListener.Step(
              loop.evaluations() - 1,
              generation.plan().evaluations(),
              first,
              loop.level(),
              loop.state(),
              loop.x0()));
    }
  }

  /** Takes samples that are done. */
  void take(RunningSamples samples) {
    Tensor state = samples.loop().state();
    int size = result.shape().size();
    System.arraycopy(state.data(), 0, result.data(), samples.first() * size, state.rows() * size);
    missing -= state.rows();
  }

  boolean isComplete() {
    return missing == 0;
  }

  /** The samples, decoded where they are latents. */
  Samples samples(StopSignal stop) {
    return generation.pipeline().inFlight().unlessClosed(() -> decoded(stop));
  }

  private Samples decoded(StopSignal stop) {
    Autoencoder autoencoder = generation.autoencoder();
    List<Tensor> frames = new ArrayList<>();
    film.latents().forEach(frame -> frames.add(autoencoder.decode(frame, stop)));
    return new Samples(
        autoencoder.decode(result, stop),
        autoencoder.isLatent() ? result : null,
        generation.seed(),
        generation.pipeline().imageRange(),
        frames,
        new Provenance(generation));
  }
}
