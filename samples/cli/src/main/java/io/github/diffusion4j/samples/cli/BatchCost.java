package io.github.diffusion4j.samples.cli;

import com.sun.management.ThreadMXBean;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * What an evaluation costs, and what DDIM without guidance costs beyond its evaluations.
 *
 * @param batch samples of an evaluation
 * @param milliseconds an evaluation
 * @param steps of a generation that the next three were measured on
 * @param loopMicroseconds a step, beyond its evaluation
 * @param loopPercent the same, of an evaluation
 * @param heapBytes that a step allocates
 */
record BatchCost(
    int batch,
    double milliseconds,
    int steps,
    double loopMicroseconds,
    double loopPercent,
    long heapBytes) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MOST_STEPS = 20;

  /** Measures generations and as many bare evaluations in turn: what disturbs meets both alike. */
  static BatchCost measure(Model model, int batch, Duration time) {
    Runnable evaluation = evaluation(model, batch);
    evaluation.run(); // the runtime compares the first batch of each size with its rows alone
    int steps = steps(Timing.milliseconds(evaluation), time, model.card());
    GenerationRequest request =
        DiffusionPipeline.of(model)
            .request()
            .sampler(Samplers.ddim())
            .steps(steps)
            .spacing(Spacing.trailing())
            .guidance(1)
            .count(batch)
            .maxBatch(batch);
    List<Round> rounds = Timing.repeat(time, () -> Round.of(request, evaluation, steps));
    double one = Timing.median(rounds, Round::evaluations) / steps;
    double loop = Timing.median(rounds, round -> round.generation() - round.evaluations()) / steps;
    return new BatchCost(batch, one, steps, loop * 1e3, 100 * loop / one, bytes(request) / steps);
  }

  /** Few of slow ones, so that some rounds fit into the time. */
  private static int steps(double milliseconds, Duration time, ModelCard card) {
    double fitting = time.toMillis() / (6 * milliseconds);
    return (int) Math.max(1, Math.min(fitting, Math.min(MOST_STEPS, card.schedule().steps())));
  }

  private static Runnable evaluation(Model model, int batch) {
    ModelCard card = model.card();
    Tensor x = Tensor.zeros(batch, card.shape());
    Tensor raw = Tensor.zeros(batch, card.outputShape());
    Level middle = card.schedule().level(card.schedule().steps() / 2.0);
    List<Level> levels = Collections.nCopies(batch, middle);
    List<ContextVector> contexts =
        Collections.nCopies(batch, card.context().complete(ContextVector.unconditional()));
    return () -> model.evaluate(Evaluation.of(x, levels, contexts, raw));
  }

  private static long bytes(GenerationRequest request) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    request.generate();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /**
   * In milliseconds.
   *
   * @param generation a whole one
   * @param evaluations as many as it has
   */
  private record Round(double generation, double evaluations) {
    static Round of(GenerationRequest request, Runnable evaluation, int steps) {
      return new Round(
          Timing.milliseconds(request::generate),
          Timing.milliseconds(
              () -> {
                for (int i = 0; i < steps; i++) {
                  evaluation.run();
                }
              }));
    }
  }
}
