package io.github.diffusion4j.sampler;

/**
 * How much noise DDPM adds back, "Denoising Diffusion Probabilistic Models" (2006.11239), section
 * 3.2.
 */
public enum DdpmVariance {
  /** beta: right for data that are themselves N(0, 1). */
  BETA,
  /** beta-tilde: right for data that are one point. */
  BETA_TILDE,
  /** Between the two, as the network says per element (2102.09672, equation 15). */
  LEARNED_RANGE
}
