package io.github.diffusion4j.model;

/**
 * An adapter and how strongly it acts: the weight that it changes is W + strength B A.
 *
 * @param adapter opened by the model that evaluates
 * @param strength finite: 1 as it was trained, between 0 and 1 weaker, below 0 the other way
 */
public record ActiveAdapter(Adapter adapter, double strength) {

  /**
   * Checks the strength.
   *
   * @param adapter opened by the model that evaluates
   * @param strength finite
   * @throws IllegalArgumentException if the strength is not finite
   */
  public ActiveAdapter {
    if (!Double.isFinite(strength)) {
      throw new IllegalArgumentException(
          "strength = %s of the adapter %s: a finite number, usually from 0 to 1"
              .formatted(strength, adapter.name()));
    }
  }

  /** Such as {@code styles/ink.onnx_adapter at 0.8, SHA-256 ...}. */
  @Override
  public String toString() {
    return "%s at %s, SHA-256 %s".formatted(adapter.name(), strength, adapter.fingerprint());
  }
}
