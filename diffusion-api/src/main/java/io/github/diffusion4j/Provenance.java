package io.github.diffusion4j;

import io.github.diffusion4j.model.Guidance;
import io.github.diffusion4j.sampler.Plan;
import java.util.Map;

/**
 * How samples came to be: with the seeds, all that is needed to make them again.
 *
 * @param model name of the model
 * @param fingerprint SHA-256 of its file, or {@code none} for a denoiser that has no file
 * @param plan the coefficients that were run
 * @param guidance how closely the context was followed
 * @param versions of Java and of this library
 */
public record Provenance(
    String model, String fingerprint, Plan plan, Guidance guidance, Map<String, String> versions) {

  /**
   * Copies the versions.
   *
   * @param model name of the model
   * @param fingerprint SHA-256 of its file, or {@code none} for a denoiser that has no file
   * @param plan the coefficients that were run
   * @param guidance how closely the context was followed
   * @param versions of Java and of this library
   */
  public Provenance {
    versions = Map.copyOf(versions);
  }
}
