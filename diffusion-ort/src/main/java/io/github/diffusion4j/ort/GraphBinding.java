package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;

/**
 * Which tensor of the graph is what.
 *
 * @param card of the model
 * @param sample input of x
 * @param appended roles whose values follow x in its input, channel after channel
 * @param time input of the time
 * @param roles inputs of the other roles of the context
 * @param output the raw prediction
 * @param batch the number of rows of every run, or {@link GraphTensor#OPEN}
 */
record GraphBinding(
    ModelCard card,
    GraphTensor sample,
    List<ContextRole> appended,
    TimeTensor time,
    List<RoleInput> roles,
    GraphTensor output,
    long batch) {

  /** All roles of the context. */
  List<ContextRole> contextRoles() {
    return card.context().roles();
  }

  /** The most rows one run takes. */
  int limit() {
    return batch == GraphTensor.OPEN ? Integer.MAX_VALUE : Math.toIntExact(batch);
  }

  /** Row count of the tensors for a request of some rows. */
  int tensorRows(int rows) {
    return batch == GraphTensor.OPEN ? rows : Math.toIntExact(batch);
  }

  /**
   * The same for runs of as many rows as another graph's.
   *
   * @throws IllegalArgumentException if both fix their batch, to different sizes
   */
  GraphBinding withBatchOf(GraphBinding other) {
    if (batch != GraphTensor.OPEN && other.batch != GraphTensor.OPEN && batch != other.batch) {
      throw new IllegalArgumentException(
          "%s fixes the batch to %d, and %s to %d; export them with an open batch"
              .formatted(card.name(), batch, other.card.name(), other.batch));
    }
    return new GraphBinding(
        card, sample, appended, time, roles, output, Math.max(batch, other.batch));
  }

  /** The shape of a row of the sample's input, for samples of a shape. */
  Shape sampleRow(Shape shape) {
    return sampleRow(shape, appended);
  }

  /** The shape of samples with the values of roles appended. */
  static Shape sampleRow(Shape shape, List<ContextRole> appended) {
    if (appended.isEmpty()) {
      return shape;
    }
    int[] row = shape.dimensions().stream().mapToInt(d -> d).toArray();
    appended.forEach(role -> row[0] += role.shape().dimension(0));
    return Shape.of(row);
  }

  /** Whether the graph takes samples of a shape. */
  boolean takes(Shape shape) {
    return sample.takesRowsOf(sampleRow(shape).dimensions())
        && output.takesRowsOf(card.outputShape(shape).dimensions());
  }
}
