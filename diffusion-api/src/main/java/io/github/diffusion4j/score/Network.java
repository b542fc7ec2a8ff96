package io.github.diffusion4j.score;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * A denoiser asked about samples as they are, not scaled, all with one context.
 *
 * @param denoiser evaluates
 * @param card says what its output means
 * @param context complete
 */
record Network(Denoiser denoiser, ModelCard card, ContextVector context) {

  static Network of(Denoiser denoiser, ModelCard card, ContextVector wanted) {
    ContextVector conditions =
        denoiser instanceof Model model
            ? model.conditions(card.shape(), 1)
            : ContextVector.unconditional();
    ContextVector context =
        card.context()
            .complete(card.context().check(wanted), conditions, ContextVector::unconditional);
    return new Network(denoiser, card, context);
  }

  /** An evaluation that is done: its input is scaled, its output checked. */
  Evaluation evaluate(Tensor samples, List<Level> levels) {
    Tensor x = Tensor.zeros(samples.rows(), samples.shape());
    int size = samples.shape().size();
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = (float) (samples.data()[i] * levels.get(i / size).inputScale());
    }
    StopSignal stop = StopSignal.interruptOf(Thread.currentThread());
    Evaluation evaluation =
        Evaluation.of(
            x,
            levels,
            Collections.nCopies(x.rows(), context),
            Tensor.zeros(x.rows(), card.outputShape(samples.shape())),
            stop);
    stop.check();
    denoiser.evaluate(evaluation);
    checkFinite(evaluation);
    return evaluation;
  }

  private static void checkFinite(Evaluation evaluation) {
    Tensor output = evaluation.output();
    for (int i = 0; i < output.data().length; i++) {
      if (!Float.isFinite(output.data()[i])) {
        int row = i / output.shape().size();
        throw new IllegalStateException(
            "the network gave %s for sample %d at %s: its weights or its input are at fault"
                .formatted(output.data()[i], row, evaluation.levels().get(row)));
      }
    }
  }

  /** Refuses samples of another shape than the card's. */
  Tensor check(Tensor samples) {
    if (!samples.shape().equals(card.shape())) {
      throw new IllegalArgumentException(
          "samples of %s: this model makes %s".formatted(samples.shape(), card.shape()));
    }
    return samples;
  }
}
