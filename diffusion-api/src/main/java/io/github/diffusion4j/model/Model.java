package io.github.diffusion4j.model;

/** A denoiser that knows its card: what a runtime makes of a model file. */
public interface Model extends Denoiser {

  /**
   * What the file says of itself.
   *
   * @return the card
   */
  ModelCard card();

  /**
   * Identifies the weights, for the provenance of samples.
   *
   * @return the SHA-256 of the model file in hexadecimal
   */
  String fingerprint();
}
