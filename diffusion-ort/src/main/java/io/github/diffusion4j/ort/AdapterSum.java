package io.github.diffusion4j.ort;

import io.github.diffusion4j.lora.AdapterTensor;
import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.ort.FactorName.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adapters that are active together, as one: the sum of products is a product of factors that are
 * put side by side along their rank,
 *
 * <pre>
 * s1 B1 A1 + s2 B2 A2 = [s1 B1, s2 B2] [A1; A2]
 * </pre>
 *
 * <p>So a strength multiplies the factor B, {@link Side#UP}. Where a graph fixes the rank, what is
 * left of it is filled up with zeros.
 *
 * @param factors of the graph
 * @param adapters that are summed
 */
record AdapterSum(Factors factors, List<ActiveAdapter> adapters) {

  /** An adapter's values for one factor. */
  private record Term(ActiveAdapter active, FactorValues values) {}

  /**
   * Checks that the adapters can be active together.
   *
   * @throws IllegalArgumentException if not
   */
  void check() {
    for (ActiveAdapter active : adapters) {
      if (!(active.adapter() instanceof OrtAdapter adapter) || !adapter.factors().equals(factors)) {
        throw new IllegalArgumentException(
            "%s was opened by another model than %s; open it with the pipeline that uses it"
                .formatted(active.adapter().name(), factors.model()));
      }
    }
    factors.byInput().values().forEach(factor -> check(factor, terms(factor)));
  }

  private void check(Factor factor, List<Term> terms) {
    if (factor.rankAxis() != Factor.NO_AXIS) {
      long rank = rank(factor, terms);
      if (rank > factor.maxRank()) {
        throw new IllegalArgumentException(
            "adapters whose ranks come to %d: %s takes %s, a rank of %d; use fewer, or export it with an open rank"
                .formatted(rank, factors.model(), factor, factor.maxRank()));
      }
    } else if (terms.size() > 1) {
      throw new IllegalArgumentException(
          "%s and %s both replace %s of %s, which is no factor of a LoRA and cannot be added; use one of them"
              .formatted(
                  terms.get(0).active().adapter().name(),
                  terms.get(1).active().adapter().name(),
                  factor.tensor().name(),
                  factors.model()));
    } else if (!terms.isEmpty()
        && factor.name().side() == Side.UNKNOWN
        && isBetween(terms.get(0).active().strength())) {
      throw new IllegalArgumentException(
          "strength = %s of the adapter %s: it replaces %s, which is no factor of a LoRA (lora_A and lora_B, lora_down and lora_up), so its strength is 1"
              .formatted(
                  terms.get(0).active().strength(),
                  terms.get(0).active().adapter().name(),
                  factor.tensor().name()));
    }
  }

  /** Neither wholly there nor wholly absent. */
  private static boolean isBetween(double strength) {
    return strength != 1 && strength != 0;
  }

  private List<Term> terms(Factor factor) {
    List<Term> terms = new ArrayList<>();
    for (ActiveAdapter active : adapters) {
      Optional.ofNullable(((OrtAdapter) active.adapter()).values().get(factor.tensor().name()))
          .ifPresent(values -> terms.add(new Term(active, values)));
    }
    return terms;
  }

  private static long rank(Factor factor, List<Term> terms) {
    return terms.stream().mapToLong(term -> factor.rank(term.values().dimensions())).sum();
  }

  /** What the graph is given; nothing where it takes its own values. */
  List<AdapterTensor> tensors() {
    List<AdapterTensor> tensors = new ArrayList<>();
    for (Factor factor : factors.byInput().values()) {
      List<Term> terms = terms(factor);
      if (!terms.isEmpty()) {
        tensors.add(sum(factor, terms).tensor(factor.tensor()));
      } else if (factor.presence() == Factor.Presence.REQUIRED) {
        tensors.add(FactorValues.zeros(factor.smallest()).tensor(factor.tensor()));
      }
    }
    return tensors;
  }

  private static FactorValues sum(Factor factor, List<Term> terms) {
    if (factor.rankAxis() == Factor.NO_AXIS) {
      return scaled(factor, terms.get(0));
    }
    List<Long> like = terms.get(0).values().dimensions();
    FactorValues sum = FactorValues.zeros(factor.dimensions(like, rank(factor, terms)));
    long from = 0;
    for (Term term : terms) {
      scaled(factor, term).copyInto(sum, factor.rankAxis(), from);
      from += factor.rank(term.values().dimensions());
    }
    return sum;
  }

  private static FactorValues scaled(Factor factor, Term term) {
    return factor.name().side() == Side.UP
        ? term.values().times(term.active().strength())
        : term.values();
  }
}
