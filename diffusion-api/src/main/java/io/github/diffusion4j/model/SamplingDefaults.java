package io.github.diffusion4j.model;

import java.util.Objects;

/**
 * What a model's maker recommends for sampling.
 *
 * <p>Immutable and thread-safe.
 */
public final class SamplingDefaults {
  private final String sampler;
  private final int steps;
  private final String spacing;
  private final double eta;
  private final double guidance;
  private final double clip;

  private SamplingDefaults(
      String sampler, int steps, String spacing, double eta, double guidance, double clip) {
    this.sampler = sampler;
    this.steps = steps;
    this.spacing = spacing;
    this.eta = eta;
    this.guidance = guidance;
    this.clip = clip;
  }

  /**
   * DDIM with trailing spacing, without guidance and clipping.
   *
   * @param trainingSteps T of the schedule
   * @return 50 steps, or T if that is less
   */
  public static SamplingDefaults of(int trainingSteps) {
    return new SamplingDefaults(
        "ddim", Math.min(50, trainingSteps), "trailing", 0, 1, Double.POSITIVE_INFINITY);
  }

  /**
   * The same with another sampler.
   *
   * @param name in the catalogue
   * @param newEta of DDIM, in [0, 1]
   * @return a copy
   */
  public SamplingDefaults sampler(String name, double newEta) {
    return new SamplingDefaults(name, steps, spacing, newEta, guidance, clip);
  }

  /**
   * The same with other steps.
   *
   * @param number at least 1
   * @param newSpacing name of the spacing
   * @return a copy
   */
  public SamplingDefaults steps(int number, String newSpacing) {
    return new SamplingDefaults(sampler, number, newSpacing, eta, guidance, clip);
  }

  /**
   * The same with guidance.
   *
   * @param weight of classifier-free guidance; 1 for none
   * @return a copy
   */
  public SamplingDefaults guidance(double weight) {
    return new SamplingDefaults(sampler, steps, spacing, eta, weight, clip);
  }

  /**
   * The same with clipping.
   *
   * @param bound of |x0-hat|, above 0; infinite for none
   * @return a copy
   */
  public SamplingDefaults clip(double bound) {
    return new SamplingDefaults(sampler, steps, spacing, eta, guidance, bound);
  }

  /**
   * The sampler.
   *
   * @return its name in the catalogue
   */
  public String sampler() {
    return sampler;
  }

  /**
   * The number of steps.
   *
   * @return at least 1
   */
  public int steps() {
    return steps;
  }

  /**
   * Which times are visited.
   *
   * @return the spacing's name
   */
  public String spacing() {
    return spacing;
  }

  /**
   * The eta of DDIM.
   *
   * @return in [0, 1]
   */
  public double eta() {
    return eta;
  }

  /**
   * The weight of classifier-free guidance.
   *
   * @return 1 for none
   */
  public double guidance() {
    return guidance;
  }

  /**
   * The bound of |x0-hat|.
   *
   * @return above 0; infinite for none
   */
  public double clip() {
    return clip;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SamplingDefaults that
        && sampler.equals(that.sampler)
        && steps == that.steps
        && spacing.equals(that.spacing)
        && eta == that.eta
        && guidance == that.guidance
        && clip == that.clip;
  }

  @Override
  public int hashCode() {
    return Objects.hash(sampler, steps, spacing, eta, guidance, clip);
  }

  /** Such as {@code ddim, 50 steps, trailing, eta 0.0, guidance 2.0, clip 1.0}. */
  @Override
  public String toString() {
    return "%s, %d steps, %s, eta %s, guidance %s, clip %s"
        .formatted(sampler, steps, spacing, eta, guidance, clip);
  }
}
