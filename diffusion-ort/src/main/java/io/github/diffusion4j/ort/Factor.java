package io.github.diffusion4j.ort;

import io.github.diffusion4j.lora.AdapterTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An input of a graph that an adapter gives.
 *
 * @param tensor of the graph
 * @param name what its name says
 * @param presence whether the graph has values of its own
 * @param rankAxis the dimension that is the rank of the product; {@link #NO_AXIS} where none is
 *     known
 */
record Factor(GraphTensor tensor, FactorName name, Presence presence, int rankAxis) {
  static final int NO_AXIS = -1;

  /** What happens where nothing is given. */
  enum Presence {
    /** The graph takes its own values. */
    OPTIONAL,
    /** The graph does not run. */
    REQUIRED
  }

  Factor withRankAxis(int axis) {
    return new Factor(tensor, name, presence, axis);
  }

  /** The largest rank that the graph takes; any where the graph leaves it open. */
  long maxRank() {
    long dimension = tensor.dimensions().get(rankAxis);
    return dimension == GraphTensor.OPEN ? Long.MAX_VALUE : dimension;
  }

  /** The rank of given values. */
  long rank(List<Long> given) {
    return given.get(rankAxis);
  }

  /** Whether values of these dimensions can be given; a lower rank is filled up with zeros. */
  boolean takes(List<Long> given) {
    if (given.size() != tensor.rank()) {
      return false;
    }
    for (int i = 0; i < given.size(); i++) {
      long dimension = i == rankAxis ? maxRank() : tensor.dimensions().get(i);
      boolean fits =
          dimension == GraphTensor.OPEN
              || (i == rankAxis ? given.get(i) <= dimension : given.get(i) == dimension);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** The dimensions of the values that are given for a product of a rank. */
  List<Long> dimensions(List<Long> like, long rank) {
    List<Long> all = new ArrayList<>(like);
    if (rankAxis != NO_AXIS) {
      all.set(rankAxis, maxRank() == Long.MAX_VALUE ? rank : maxRank());
    }
    return all;
  }

  /** The dimensions of zeros that change nothing. */
  List<Long> smallest() {
    return tensor.dimensions().stream().map(d -> Math.max(1, d)).toList();
  }

  /** The two dimensions of a matrix the other way round. */
  static List<Long> transposed(List<Long> dimensions) {
    List<Long> swapped = new ArrayList<>(dimensions);
    Collections.reverse(swapped);
    return swapped;
  }

  /** Such as {@code to_q.lora_A float32 [?, 320]}. */
  @Override
  public String toString() {
    return tensor.toString();
  }

  IllegalArgumentException refused(String adapter, AdapterTensor given) {
    return new IllegalArgumentException(
        "%s: its tensor '%s' is %s, and the network takes %s; use an adapter that was trained on this model"
            .formatted(adapter, given.name(), AdapterTensor.text(given.dimensions()), this));
  }
}
