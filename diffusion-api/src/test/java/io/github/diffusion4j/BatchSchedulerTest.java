package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Sampling together with strangers changes nothing but the time it takes. */
class BatchSchedulerTest {

  /** What a caller may ask. */
  record Order(String sampler, int steps, long seed, int count, double weight, String label) {
    GenerationRequest on(DiffusionPipeline pipeline) {
      return pipeline
          .request()
          .sampler(Samplers.named(sampler, 0))
          .steps(steps)
          .seed(seed)
          .count(count)
          .guidance(Guidance.of(weight).within(20, 90))
          .contexts(List.of(pipeline.context(label), pipeline.context()));
    }
  }

  @Provide
  Arbitrary<List<Order>> orders() {
    return Combinators.combine(
            Arbitraries.of("ddpm", "ddim", "heun", "dpm-solver++", "euler-ancestral", "lms"),
            Arbitraries.integers().between(1, 12),
            Arbitraries.longs(),
            Arbitraries.integers().between(1, 5),
            Arbitraries.of(0.0, 1.0, 2.5),
            Arbitraries.of("dark", "light"))
        .as(Order::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 150)
  void everyRequestGetsWhatItGetsAlone(
      @ForAll("orders") List<Order> orders, @ForAll @IntRange(min = 2, max = 9) int maxRows) {
    Denoiser bounded =
        e -> {
          Tensor x = e.x();
          assertTrue(x.rows() <= maxRows, () -> x.rows() + " rows");
          Formula.DENOISER.evaluate(e);
        };
    DiffusionPipeline pipeline = DiffusionPipeline.of(bounded, Formula.CARD);
    DiffusionPipeline alone = DiffusionPipeline.of(Formula.DENOISER, Formula.CARD);
    BatchSettings settings = BatchSettings.defaults().maxRows(maxRows);
    try (BatchScheduler scheduler = BatchScheduler.of(pipeline, settings)) {
      List<CompletableFuture<Samples>> together = new ArrayList<>();
      orders.forEach(order -> together.add(scheduler.submit(order.on(pipeline))));
      for (int i = 0; i < orders.size(); i++) {
        assertArrayEquals(
            orders.get(i).on(alone).generate().values().data(),
            together.get(i).join().values().data());
      }
    }
  }
}
