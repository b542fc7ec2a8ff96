package io.github.diffusion4j.train.compile;

import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.plan.Coefficients;
import io.github.diffusion4j.plan.LogVariance;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Stage;
import io.github.diffusion4j.plan.Thresholding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a plan does in a round, as nodes: the arithmetic of {@link
 * io.github.diffusion4j.plan.SamplingLoop}.
 */
final class StageNodes {
  /** What goes from one round to the next. */
  record Carried(String x, String state, List<String> slots) {}

  private final Plan plan;
  private final ModelCard card;
  private final GuidedNetwork network;
  private final List<Integer> draws;

  /**
   * Of a plan.
   *
   * @param draws the numbers of its noise draws, in the order of the graph's input
   */
  StageNodes(Plan plan, ModelCard card, GuidedNetwork network, List<Integer> draws) {
    this.plan = plan;
    this.card = card;
    this.network = network;
    this.draws = draws;
  }

  /** One round, or all rounds of a loop by their index. */
  Carried round(Mixing mixing, Carried before) {
    String raw = network.evaluate(mixing, before.x());
    String prediction = prediction(mixing.nodes(), raw);
    String x0 = x0(mixing, before.x(), prediction);
    @Nullable String z = noise(mixing, round -> round.evaluation().draw());
    if (z != null && plan.wantsLearnedVariance()) {
      z = mixing.nodes().node("Mul", z, deviation(mixing, raw));
    }
    List<String> slots = stored(mixing, before, prediction, x0, z);
    Carried mixed =
        mixed(mixing, new Carried(before.x(), before.state(), slots), z, Round::evaluation);
    int added = mixing.rounds().stream().mapToInt(round -> round.added().size()).max().orElse(0);
    for (int i = 0; i < added; i++) {
      int index = i;
      Function<Round, @Nullable Stage> stage =
          round -> index < round.added().size() ? round.added().get(index) : null;
      mixed = mixed(mixing, mixed, noise(mixing, round -> draw(stage.apply(round))), stage);
    }
    return mixed;
  }

  private static int draw(@Nullable Stage stage) {
    return stage == null ? Stage.NO_DRAW : stage.draw();
  }

  private String prediction(Nodes nodes, String raw) {
    int channels = card.shape().dimension(0);
    return card.outputShape().equals(card.shape())
        ? raw
        : GuidedNetwork.slice(nodes, raw, 1, 0, channels);
  }

  private String x0(Mixing mixing, String x, String prediction) {
    String x0 =
        mixing.sum(
            x,
            List.of(
                new Mixing.Term(x, round -> round.evaluation().x0().x()),
                new Mixing.Term(prediction, round -> round.evaluation().x0().raw())));
    return thresholded(mixing.nodes(), x0, plan.thresholding());
  }

  private String thresholded(Nodes nodes, String x0, Thresholding thresholding) {
    if (thresholding instanceof Thresholding.RawEpsilon raw) {
      return thresholded(nodes, x0, raw.thresholding());
    }
    if (thresholding instanceof Thresholding.Clip clip) {
      return nodes.node("Clip", x0, nodes.number(-clip.bound()), nodes.number(clip.bound()));
    }
    return thresholding instanceof Thresholding.DynamicThreshold dynamic
        ? thresholded(nodes, x0, dynamic)
        : x0;
  }

  /** 2205.11487, section 2.3: the quantile of |x0| between its two neighbours in the order. */
  private String thresholded(Nodes nodes, String x0, Thresholding.DynamicThreshold dynamic) {
    int size = card.shape().size();
    double place = dynamic.quantile() * (size - 1);
    int below = (int) place;
    int above = Math.min(below + 1, size - 1);
    String flat = nodes.node("Reshape", nodes.node("Abs", x0), nodes.longs(-1, size));
    String largest = nodes.firstOfTwo("TopK", flat, nodes.longs(size - below));
    String low = GuidedNetwork.slice(nodes, largest, 1, size - 1 - below, size - below);
    String high = GuidedNetwork.slice(nodes, largest, 1, size - 1 - above, size - above);
    String gap = nodes.node("Mul", nodes.node("Sub", high, low), nodes.number(place - below));
    String bound = nodes.node("Max", nodes.node("Add", low, gap), nodes.number(1));
    bound = nodes.node("Min", bound, nodes.number(dynamic.maximum()));
    String perRow = nodes.node("Reshape", bound, nodes.longs(-1, 1, 1, 1));
    String within = nodes.node("Max", nodes.node("Min", x0, perRow), nodes.node("Neg", perRow));
    return nodes.node("Div", within, perRow);
  }

  private @Nullable String noise(Mixing mixing, Function<Round, Integer> draw) {
    boolean none = mixing.rounds().stream().allMatch(round -> draw.apply(round) == Stage.NO_DRAW);
    return none
        ? null
        : mixing.chosen(
            PlanGraph.NOISE,
            round -> Math.max(0, draws.indexOf(draw.apply(round)))); // else its factor is 0
  }

  // 2102.09672, equation 15: log variance = f high + (1 - f) low, f = (v + 1) / 2
  private String deviation(Mixing mixing, String raw) {
    Nodes nodes = mixing.nodes();
    int channels = card.shape().dimension(0);
    String v = GuidedNetwork.slice(nodes, raw, 1, channels, 2L * channels);
    String middle = mixing.number(round -> (variance(round).high() + variance(round).low()) / 4);
    String half = mixing.number(round -> (variance(round).high() - variance(round).low()) / 4);
    return nodes.node("Exp", nodes.node("Add", nodes.node("Mul", v, half), middle));
  }

  private static LogVariance variance(Round round) {
    return round.evaluation().variance();
  }

  private List<String> stored(
      Mixing mixing, Carried before, String prediction, String x0, @Nullable String z) {
    List<String> slots = new ArrayList<>();
    for (int k = 0; k < plan.memory(); k++) {
      int slot = k;
      slots.add(
          mixing.sum(
              x0,
              List.of(
                  new Mixing.Term(before.x(), round -> store(round, slot).x()),
                  new Mixing.Term(prediction, round -> store(round, slot).raw()),
                  new Mixing.Term(x0, round -> store(round, slot).x0()),
                  new Mixing.Term(z, round -> store(round, slot).z()),
                  new Mixing.Term(before.slots().get(k), round -> isStored(round, slot) ? 0 : 1))));
    }
    return slots;
  }

  private static boolean isStored(Round round, int slot) {
    return round.evaluation().stores().stream().anyMatch(store -> store.slot() == slot);
  }

  private static Stage.Store store(Round round, int slot) {
    Stage.Store found = new Stage.Store(slot, 0, 0, 0, 0);
    for (Stage.Store store : round.evaluation().stores()) {
      found = store.slot() == slot ? store : found;
    }
    return found;
  }

  /** The next input and state; both stay where a round has no such stage. */
  private static Carried mixed(
      Mixing mixing, Carried before, @Nullable String z, Function<Round, @Nullable Stage> stage) {
    return new Carried(
        combined(mixing, before, z, stage, Stage::next, before.x()),
        combined(mixing, before, z, stage, Stage::nextState, before.state()),
        before.slots());
  }

  private static String combined(
      Mixing mixing,
      Carried before,
      @Nullable String z,
      Function<Round, @Nullable Stage> stage,
      Function<Stage, Coefficients> of,
      String staying) {
    List<Mixing.Term> terms = new ArrayList<>();
    terms.add(
        new Mixing.Term(before.state(), round -> factor(stage, of, round, Coefficients::state)));
    for (int k = 0; k < before.slots().size(); k++) {
      int slot = k;
      terms.add(
          new Mixing.Term(
              before.slots().get(k),
              round -> factor(stage, of, round, row -> row.memory().get(slot))));
    }
    terms.add(new Mixing.Term(z, round -> factor(stage, of, round, Coefficients::z)));
    terms.add(new Mixing.Term(staying, round -> stage.apply(round) == null ? 1 : 0));
    return mixing.sum(before.state(), terms);
  }

  private static double factor(
      Function<Round, @Nullable Stage> stage,
      Function<Stage, Coefficients> of,
      Round round,
      Function<Coefficients, Double> factor) {
    @Nullable Stage found = stage.apply(round);
    return found == null ? 0 : factor.apply(of.apply(found));
  }
}
