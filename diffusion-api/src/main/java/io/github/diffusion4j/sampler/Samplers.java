package io.github.diffusion4j.sampler;

import java.util.Locale;

/** The catalogue of samplers. */
public final class Samplers {
  private Samplers() {}

  /**
   * DDPM with variance beta-tilde.
   *
   * @return the sampler
   */
  public static Sampler ddpm() {
    return ddpm(DdpmVariance.BETA_TILDE);
  }

  /**
   * DDPM, "Denoising Diffusion Probabilistic Models" (2006.11239), algorithm 2, at any number of
   * steps. One evaluation a step, stochastic.
   *
   * @param variance how much noise it adds back
   * @return the sampler
   */
  public static Sampler ddpm(DdpmVariance variance) {
    return new Ddpm(variance);
  }

  /**
   * Deterministic DDIM.
   *
   * @return the sampler with eta 0
   */
  public static Sampler ddim() {
    return ddim(0);
  }

  /**
   * DDIM, "Denoising Diffusion Implicit Models" (2010.02502), equation 12. One evaluation a step.
   *
   * @param eta in [0, 1]: 0 is deterministic, 1 as random as DDPM
   * @return the sampler
   * @throws IllegalArgumentException if eta is outside [0, 1]
   */
  public static Sampler ddim(double eta) {
    return new Ddim(eta);
  }

  /**
   * DDIM from a clean sample to its noise. One evaluation a step, deterministic; DDIM with eta 0 at
   * the same steps leads back.
   *
   * @return the sampler
   */
  public static Sampler ddimInverse() {
    return new DdimInverse();
  }

  /**
   * A sampler by its name in a model card or a command line.
   *
   * @param name ddpm, ddpm-beta, ddpm-learned, ddim or ddim-inverse
   * @param eta of DDIM; the others have none
   * @return the sampler
   * @throws IllegalArgumentException if there is none of that name, or eta is wrong for it
   */
  public static Sampler named(String name, double eta) {
    Sampler sampler =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "ddpm" -> ddpm();
          case "ddpm-beta" -> ddpm(DdpmVariance.BETA);
          case "ddpm-learned" -> ddpm(DdpmVariance.LEARNED_RANGE);
          case "ddim" -> ddim(eta);
          case "ddim-inverse" -> ddimInverse();
          default ->
              throw new IllegalArgumentException(
                  "sampler '"
                      + name
                      + "': there are ddpm, ddpm-beta, ddpm-learned, ddim and ddim-inverse");
        };
    if (eta != 0 && !(sampler instanceof Ddim)) {
      throw new IllegalArgumentException(
          "eta = " + eta + " with " + sampler + ": only DDIM has an eta; leave it out");
    }
    return sampler;
  }
}
