package io.github.diffusion4j.ort;

import io.github.diffusion4j.ort.FactorName.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a graph that adapters give: weights that the graph has values for and lets be
 * overridden (initializers that are inputs, too), and inputs without values that are named as
 * factors of a LoRA.
 *
 * @param model what messages call the graph
 * @param byInput the factors by the names of the inputs, in the graph's order
 */
record Factors(String model, Map<String, Factor> byInput) {

  static Factors of(String model, OnnxScan.Found found) {
    Map<String, Factor> factors = new LinkedHashMap<>();
    for (OnnxValue input : found.inputs()) {
      if (FactorName.isNamed(input.name())) {
        add(factors, input, Factor.Presence.REQUIRED);
      }
    }
    found.overridable().forEach(input -> add(factors, input, Factor.Presence.OPTIONAL));
    factors.replaceAll((name, factor) -> factor.withRankAxis(rankAxis(factor, factors)));
    return new Factors(model, Collections.unmodifiableMap(factors));
  }

  private static void add(Map<String, Factor> factors, OnnxValue input, Factor.Presence presence) {
    GraphTensor tensor = input.toTensor();
    if (FactorValues.takes(tensor.type()) && tensor.shape() == GraphTensor.Shaped.KNOWN) {
      factors.put(
          input.name(), new Factor(tensor, FactorName.of(input.name()), presence, Factor.NO_AXIS));
    }
  }

  /**
   * Which dimension of a factor is the rank: the one that both have in common. Matrix products of
   * ONNX have A as [in, rank] and B as [rank, out]; layers of PyTorch have [rank, in, ...] and
   * [out, rank, ...]. Where both fit, the rank is the smaller one.
   */
  private static int rankAxis(Factor factor, Map<String, Factor> factors) {
    Side side = factor.name().side();
    Optional<Factor> partner = partner(factor, factors);
    if (side == Side.UNKNOWN || partner.isEmpty()) {
      return Factor.NO_AXIS;
    }
    List<Long> down = (side == Side.DOWN ? factor : partner.get()).tensor().dimensions();
    List<Long> up = (side == Side.DOWN ? partner.get() : factor).tensor().dimensions();
    if (down.size() < 2 || up.size() < 2) {
      return Factor.NO_AXIS;
    }
    boolean product = agree(down.get(1), up.get(0));
    boolean layer = agree(down.get(0), up.get(1));
    if (product && layer) {
      product = smaller(down.get(1), down.get(0));
    }
    if (product) {
      return side == Side.DOWN ? 1 : 0;
    }
    return layer ? (side == Side.DOWN ? 0 : 1) : Factor.NO_AXIS;
  }

  private static boolean agree(long one, long other) {
    return one == other || one == GraphTensor.OPEN || other == GraphTensor.OPEN;
  }

  /** Whether a dimension is the rank rather than another; an open one is. */
  private static boolean smaller(long one, long other) {
    return one < other; // open is -1
  }

  /** The other factor of the product. */
  Optional<Factor> partner(Factor factor) {
    return partner(factor, byInput);
  }

  private static Optional<Factor> partner(Factor factor, Map<String, Factor> factors) {
    Side other = factor.name().side() == Side.DOWN ? Side.UP : Side.DOWN;
    FactorName wanted = new FactorName(factor.name().module(), other);
    return factors.values().stream().filter(f -> f.name().equals(wanted)).findFirst();
  }

  /** The factor that a tensor of an adapter is meant for: of its name, or else of its meaning. */
  Optional<Factor> find(String tensor) {
    @Nullable Factor named = byInput.get(tensor);
    if (named != null) {
      return Optional.of(named);
    }
    FactorName meant = FactorName.of(tensor);
    return meant.side() == Side.UNKNOWN
        ? Optional.empty()
        : byInput.values().stream().filter(f -> f.name().equals(meant)).findFirst();
  }

  /** The inputs that have to be given whenever the graph runs. */
  Set<String> required() {
    return byInput.values().stream()
        .filter(factor -> factor.presence() == Factor.Presence.REQUIRED)
        .map(factor -> factor.tensor().name())
        .collect(Collectors.toSet());
  }

  /** Some names, for messages. */
  String examples() {
    List<String> names = new ArrayList<>(byInput.keySet());
    return String.join(", ", names.subList(0, Math.min(4, names.size())))
        + (names.size() > 4 ? ", ... (%d in all)".formatted(names.size()) : "");
  }
}
