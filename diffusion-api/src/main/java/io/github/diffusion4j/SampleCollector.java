package io.github.diffusion4j;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
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
   * @param listener told of every step in the thread that makes it; null for nobody
   */
  SampleCollector(Generation generation, @Nullable GenerationListener listener) {
    this.generation = generation;
    this.listener = listener;
    result = Tensor.zeros(generation.count(), generation.card().shape());
    film = new Frames(generation.frames(), generation.plan().evaluations(), result);
    missing = generation.count();
  }

  /** The loop of some samples, at its start. */
  SamplingLoop start(int first, int rows) {
    Batch batch =
        new Batch(
            generation.card(),
            rows,
            generation.plan().memory(),
            first,
            generation.seed() + first,
            generation.noise(),
            generation.known());
    generation.fillStart(first, batch.base());
    return new SamplingLoop(generation.plan(), batch, observer(first));
  }

  /** Takes the result of a loop that is over. */
  void take(SamplingLoop loop) {
    Batch batch = loop.batch();
    int size = result.shape().size();
    System.arraycopy(
        batch.base().data(), 0, result.data(), batch.first() * size, batch.rows() * size);
    missing -= batch.rows();
  }

  boolean isComplete() {
    return missing == 0;
  }

  Samples samples() {
    return new Samples(
        result,
        generation.seed(),
        generation.card().range(),
        film.latents(),
        new Provenance(generation));
  }

  private LoopObserver observer(int first) {
    return new LoopObserver() {
      @Override
      public void started(Batch batch) {
        film.keep(0, first, batch.base());
      }

      @Override
      public void stepped(int index, Level level, Batch batch) {
        film.keep(index + 1, first, batch.base());
        if (listener != null) {
          listener.onStep(
              new GenerationListener.Step(
                  index, generation.plan().evaluations(), first, level, batch.base(), batch.x0()));
        }
      }
    };
  }
}
