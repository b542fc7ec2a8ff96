package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ModelCard;
import org.jspecify.annotations.Nullable;

/**
 * Which tensor of the graph is what.
 *
 * @param card of the model
 * @param sample input of x
 * @param time input of the time
 * @param context input of the context; null for an unconditional model
 * @param output the raw prediction
 * @param batch the number of rows of every run, or {@link GraphTensor#OPEN}
 */
record GraphBinding(
    ModelCard card,
    GraphTensor sample,
    TimeTensor time,
    @Nullable GraphTensor context,
    GraphTensor output,
    long batch) {

  /** The most rows one run takes. */
  int limit() {
    return batch == GraphTensor.OPEN ? Integer.MAX_VALUE : Math.toIntExact(batch);
  }

  /** How many rows the tensors of a run have that is asked for some. */
  int tensorRows(int rows) {
    return batch == GraphTensor.OPEN ? rows : Math.toIntExact(batch);
  }

  int contextSize() {
    return card.labels().size();
  }
}
