package io.github.diffusion4j.train.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sums of tensors with a factor per round. A factor that is 0 in every round is left out, one that
 * is the same in every round is a constant, and any other is looked up by the index of the round.
 *
 * @param nodes of the graph
 * @param rounds that the nodes stand for: one, or all that a loop runs through
 * @param index of the round, a scalar of int64; not read where there is one round
 */
record Mixing(Nodes nodes, List<Round> rounds, String index) {

  /** A summand: a tensor and what of a round is its factor. */
  record Term(@Nullable String tensor, ToDoubleFunction<Round> factor) {}

  /** The sum, in the order of the terms; zeros like a tensor where all factors are 0. */
  String sum(String like, List<Term> terms) {
    List<String> summands = new ArrayList<>();
    for (Term term : terms) {
      double[] factors = rounds.stream().mapToDouble(term.factor()).toArray();
      if (term.tensor() != null && !isAll(factors, 0)) {
        summands.add(
            isAll(factors, 1)
                ? term.tensor()
                : nodes.node("Mul", term.tensor(), number(term.factor())));
      }
    }
    return summands.stream()
        .reduce((a, b) -> nodes.node("Add", a, b))
        .orElseGet(() -> nodes.node("Mul", like, nodes.number(0)));
  }

  /** A number of the round, as a scalar. */
  String number(ToDoubleFunction<Round> of) {
    double[] values = rounds.stream().mapToDouble(of).toArray();
    return isAll(values, values[0]) ? nodes.number(values[0]) : looked(values);
  }

  /** Whether a number is 0 in every round. */
  boolean isZero(ToDoubleFunction<Round> of) {
    return isAll(rounds.stream().mapToDouble(of).toArray(), 0);
  }

  private String looked(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return nodes.node("Gather", nodes.numbers(floats), index);
  }

  /** A tensor of a list along the first dimension, by a whole number of the round. */
  String chosen(String list, ToDoubleFunction<Round> of) {
    long[] places = rounds.stream().mapToLong(round -> (long) of.applyAsDouble(round)).toArray();
    String place =
        places.length == 1
            ? nodes.node("Squeeze", nodes.longs(places))
            : nodes.node("Gather", nodes.longs(places), index);
    return nodes.node("Gather", list, place);
  }

  private static boolean isAll(double[] values, double value) {
    for (double one : values) {
      if ((float) one != (float) value) {
        return false;
      }
    }
    return true;
  }
}
