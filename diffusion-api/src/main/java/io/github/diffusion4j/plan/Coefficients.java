package io.github.diffusion4j.plan;

import java.util.List;

/**
 * Coefficients of one output tensor: state * x + sum of memory(k) * m(k) + z * n.
 *
 * @param state factor of the state
 * @param memory factor of each memory slot
 * @param z factor of the noise draw
 */
public record Coefficients(double state, List<Double> memory, double z) {

  /**
   * Copies the factors.
   *
   * @param state factor of the state
   * @param memory factor of each memory slot
   * @param z factor of the noise draw
   */
  public Coefficients {
    memory = List.copyOf(memory);
  }

  boolean isFinite() {
    return Double.isFinite(memory.stream().mapToDouble(m -> m).sum() + state + z);
  }

  /** The same over a state that is given divided by a scale. */
  Coefficients onGiven(double scale) {
    return new Coefficients(state * scale, memory, z);
  }

  /**
   * The factors in the order state, memory, z, as the kernel takes them.
   *
   * @return {@code memory.size() + 2} floats
   */
  public float[] toFloats() {
    float[] factors = new float[memory.size() + 2];
    factors[0] = (float) state;
    for (int k = 0; k < memory.size(); k++) {
      factors[k + 1] = memory.get(k).floatValue();
    }
    factors[memory.size() + 1] = (float) z;
    return factors;
  }
}
