package io.github.diffusion4j.train.engine;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where each parameter of a network is in one flat array.
 *
 * @param slots in the order of the network's first use
 */
public record ParameterLayout(List<Slot> slots) {

  /**
   * One parameter.
   *
   * @param from its first index
   * @param to one past its last
   */
  public record Slot(ParameterSpec parameter, int from, int to) {
    public int length() {
      return to - from;
    }

    /** Decay is for what multiplies features: biases and norms have one dimension. */
    public boolean isWeight() {
      return parameter.shape().rank() > 1;
    }
  }

  public static ParameterLayout of(Network network) {
    return of(network, parameter -> true);
  }

  /** Of some parameters alone. */
  public static ParameterLayout of(Network network, Predicate<ParameterSpec> chosen) {
    List<Slot> slots = new ArrayList<>();
    int from = 0;
    for (ParameterSpec parameter :
        NetworkSummary.of(network).parameters().stream().filter(chosen).toList()) {
      int to = Math.addExact(from, parameter.shape().size());
      slots.add(new Slot(parameter, from, to));
      from = to;
    }
    return new ParameterLayout(List.copyOf(slots));
  }

  public int size() {
    return slots.isEmpty() ? 0 : slots.get(slots.size() - 1).to();
  }

  public float[] initial(long seed) {
    float[] flat = new float[size()];
    for (Slot slot : slots) {
      float[] values = slot.parameter().initialValues(seed);
      System.arraycopy(values, 0, flat, slot.from(), slot.length());
    }
    return flat;
  }

  public Map<String, float[]> byName(float[] flat) {
    ImmutableMap.Builder<String, float[]> named = ImmutableMap.builder();
    for (Slot slot : slots) {
      named.put(slot.parameter().name(), Arrays.copyOfRange(flat, slot.from(), slot.to()));
    }
    return named.buildOrThrow();
  }

  public float[] flat(Map<String, float[]> named) {
    float[] flat = new float[size()];
    for (Slot slot : slots) {
      float[] values = named.get(slot.parameter().name());
      if (values == null || values.length != slot.length()) {
        throw new IllegalArgumentException(
            "parameter %s: %s values where the network has %d; these weights are another network's"
                .formatted(
                    slot.parameter().name(), values == null ? "no" : values.length, slot.length()));
      }
      System.arraycopy(values, 0, flat, slot.from(), slot.length());
    }
    return flat;
  }
}
