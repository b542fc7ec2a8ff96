package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.Adapter;
import java.util.Map;
import java.util.Objects;

/**
 * An adapter that was read and fits a graph.
 *
 * <p>Immutable and thread-safe.
 */
final class OrtAdapter implements Adapter {
  private final String name;
  private final String fingerprint;
  private final Factors factors;
  private final Map<String, FactorValues> values;

  /**
   * An adapter.
   *
   * @param values by the names of the graph's inputs, of the dimensions that these have
   */
  OrtAdapter(String name, String fingerprint, Factors factors, Map<String, FactorValues> values) {
    this.name = name;
    this.fingerprint = fingerprint;
    this.factors = factors;
    this.values = Map.copyOf(values);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  /** Of the graph that it fits. */
  Factors factors() {
    return factors;
  }

  Map<String, FactorValues> values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OrtAdapter that
        && fingerprint.equals(that.fingerprint)
        && factors.equals(that.factors);
  }

  @Override
  public int hashCode() {
    return Objects.hash(fingerprint);
  }

  @Override
  public String toString() {
    return name;
  }
}
