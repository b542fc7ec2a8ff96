package io.github.diffusion4j.plan;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Allocates memory slots for combinations of a stage's prediction: register allocation for plans.
 *
 * <p>If everything that later stages use of a stage is a multiple of one combination, that one is
 * stored, in one slot; otherwise x0, epsilon and noise are stored separately. A slot is free again
 * after its last use.
 */
final class SlotAllocator {
  private static final double PARALLEL = 1e-13;

  /** What is used of one stage: a vector over its x0, epsilon and noise. */
  private record Wish(double x0, double epsilon, double z) {
    static final List<Wish> UNITS =
        List.of(new Wish(1, 0, 0), new Wish(0, 1, 0), new Wish(0, 0, 1));

    static Wish of(LinearForm row, int stage, int closing) {
      return new Wish(
          row.factor(new Symbol.X0(stage)),
          row.factor(new Symbol.Epsilon(stage)),
          closing == stage ? 0 : row.factor(new Symbol.Noise(stage)));
    }

    double dot(Wish o) {
      return x0 * o.x0 + epsilon * o.epsilon + z * o.z;
    }

    boolean isNothing() {
      return dot(this) == 0;
    }

    boolean parallelTo(Wish o) {
      double cosine = Math.abs(dot(o)) / Math.sqrt(dot(this) * o.dot(o));
      return cosine > 1 - PARALLEL;
    }
  }

  /** A kept combination of a stage: factors of x0, epsilon and noise, in a slot. */
  record Kept(int stage, int slot, double x0, double epsilon, double z) {}

  private final ListMultimap<Integer, Kept> kept = ArrayListMultimap.create();
  private int count;

  /**
   * Assigns slots.
   *
   * @param closings per stage, the forms that close it; the first entry closes the start
   */
  static SlotAllocator assign(List<List<LinearForm>> closings) {
    ListMultimap<Integer, Wish> wishes = ArrayListMultimap.create();
    Map<Integer, Integer> lastUses = new HashMap<>();
    for (int closing = 0; closing < closings.size() - 1; closing++) {
      for (LinearForm row : closings.get(closing + 1)) {
        for (int stage : stages(row)) {
          Wish wish = Wish.of(row, stage, closing);
          if (!wish.isNothing()) {
            wishes.put(stage, wish);
            lastUses.put(stage, closing);
          }
        }
      }
    }
    SlotAllocator slots = new SlotAllocator();
    List<Integer> freeAfter = new ArrayList<>(); // by slot: the closing that uses it last
    for (int stage = 0; stage < closings.size() - 1; stage++) {
      int lastUse = lastUses.getOrDefault(stage, stage);
      for (Wish direction : directions(wishes.get(stage))) {
        int slot = 0;
        while (slot < freeAfter.size() && freeAfter.get(slot) >= stage) {
          slot++;
        }
        if (slot == freeAfter.size()) {
          freeAfter.add(lastUse);
        }
        freeAfter.set(slot, lastUse);
        slots.kept.put(stage, new Kept(stage, slot, direction.x0, direction.epsilon, direction.z));
      }
    }
    slots.count = freeAfter.size();
    return slots;
  }

  private static List<Wish> directions(List<Wish> wishes) {
    if (wishes.isEmpty()) {
      return List.of();
    }
    Wish first = wishes.get(0);
    List<Wish> units =
        Wish.UNITS.stream().filter(u -> wishes.stream().anyMatch(w -> w.dot(u) != 0)).toList();
    boolean one = units.size() > 1 && wishes.stream().allMatch(first::parallelTo);
    return one ? List.of(first) : units;
  }

  int count() {
    return count;
  }

  List<Kept> keptOf(int stage) {
    return List.copyOf(kept.get(stage));
  }

  /** The coefficients of a form that closes a stage, over the state of that version. */
  Coefficients row(LinearForm mix, int closing, int version) {
    Double[] memory = Stream.generate(() -> 0.0).limit(count).toArray(Double[]::new);
    for (int stage : stages(mix)) {
      for (Kept k : kept.get(stage)) {
        Wish direction = new Wish(k.x0, k.epsilon, k.z);
        memory[k.slot] += Wish.of(mix, stage, closing).dot(direction) / direction.dot(direction);
      }
    }
    Symbol state = new Symbol.State(version);
    Symbol noise = new Symbol.Noise(closing);
    for (Symbol symbol : mix.symbols()) {
      boolean startNoise = symbol.equals(new Symbol.Noise(-1)) && closing >= 0;
      checkArgument(
          !startNoise && (!(symbol instanceof Symbol.State) || symbol.equals(state)),
          "%s is used after evaluation %s, when it is no longer stored: call nextState first",
          symbol,
          closing);
    }
    return new Coefficients(mix.factor(state), List.of(memory), mix.factor(noise));
  }

  /** The stages whose prediction or noise a form uses. */
  private static Set<Integer> stages(LinearForm mix) {
    Set<Integer> stages = new TreeSet<>();
    for (Symbol symbol : mix.symbols()) {
      if (symbol.stage() >= 0) {
        stages.add(symbol.stage());
      }
    }
    return stages;
  }
}
