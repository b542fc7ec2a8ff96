package io.github.diffusion4j.model;

/**
 * Small changes to the weights of a network, such as a LoRA (2106.09685), which adds to a weight W
 * the product of two factors of low rank: W + B A. A model opens it ({@link Model#adapter}), and it
 * is of use to that model, or another of the same graph.
 *
 * <p>Implementations are immutable and thread-safe; two are equal if they come from equal bytes and
 * fit the same graph. They hold nothing that has to be closed.
 */
public interface Adapter {

  /**
   * How messages call it.
   *
   * @return such as the path of its file
   */
  String name();

  /**
   * Identifies its weights, for the provenance of samples.
   *
   * @return the SHA-256 of its file in hexadecimal
   */
  String fingerprint();
}
