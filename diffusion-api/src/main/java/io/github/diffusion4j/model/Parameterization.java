package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a network's raw output means: the rows that make x0 and epsilon out of (x, raw), with x the
 * noisy sample alpha x0 + sigma epsilon.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface Parameterization {

  /**
   * The keys and values with which a model's card says it; see {@link CardKeys#PREDICTION}.
   *
   * @return at least the name
   * @throws IllegalStateException if it is one of your own, which cards do not know
   */
  Map<String, String> toEntries();

  /**
   * What a network would have to give for a sample and a noise: the target of training.
   *
   * @param parameterization of the network
   * @param x0 value of the clean sample
   * @param epsilon value of the noise
   * @param level where alpha x0 + sigma epsilon is
   * @return the raw output that leads back to x0
   */
  static double target(Parameterization parameterization, double x0, double epsilon, Level level) {
    XRawCoefficients row = parameterization.x0(level);
    if (row.isFinite() && row.raw() != 0) {
      return (x0 - row.x() * (level.alpha() * x0 + level.sigma() * epsilon)) / row.raw();
    }
    // Without noise x0 does not depend on the output; without a signal it does not follow from it.
    XRawCoefficients noise = parameterization.epsilon(level);
    return (epsilon - noise.x() * (level.alpha() * x0 + level.sigma() * epsilon)) / noise.raw();
  }

  /** The network predicts the noise, 2006.11239. Undefined for x0 where alpha is 0. */
  Parameterization EPSILON = StandardParameterization.EPSILON;

  /** The network predicts the clean sample. Undefined for epsilon where sigma is 0. */
  Parameterization X0 = StandardParameterization.X0;

  /** The network predicts v = alpha epsilon - sigma x0, 2202.00512, appendix D. */
  Parameterization V = StandardParameterization.V;

  /** The network predicts the velocity epsilon - x0 of flow matching, 2209.03003. */
  Parameterization FLOW = StandardParameterization.FLOW;

  /** The network predicts the score -epsilon / sigma, 2011.13456. */
  Parameterization SCORE = StandardParameterization.SCORE;

  /**
   * The network is the F of "Elucidating the Design Space of Diffusion-Based Generative Models"
   * (2206.00364), equation 7 and table 1: x0 = c_skip x / alpha + c_out F, with c_skip and c_out at
   * the noise level sigma / alpha. Defined at every level. With sigma-data 1 it is the negative of
   * {@link #V}.
   *
   * @param sigmaData standard deviation of the clean samples, above 0; 0.5 in the paper
   * @return the parameterization
   * @throws IllegalArgumentException if it is not above 0, or not finite
   */
  static Parameterization edm(double sigmaData) {
    return new Edm(sigmaData);
  }

  /**
   * The network is the negative of that of {@link #edm}: the sign of c_out is turned. With
   * sigma-data 1 it is {@link #V}.
   *
   * @param sigmaData standard deviation of the clean samples, above 0
   * @return the parameterization
   * @throws IllegalArgumentException if it is not above 0, or not finite
   */
  static Parameterization edmV(double sigmaData) {
    return new EdmV(new Edm(sigmaData));
  }

  /**
   * The network is the F of "Consistency Models" (2303.01469), appendix C: as {@link #edm}, with
   * sigma / alpha lowered by sigma-min, so that x0 = x / alpha at sigma-min whatever F says.
   * Undefined for epsilon where sigma is 0.
   *
   * @param sigmaData standard deviation of the clean samples, above 0; 0.5 in the paper
   * @param sigmaMin the least sigma / alpha, 0 or above; 0.002 in the paper
   * @return the parameterization
   * @throws IllegalArgumentException if a value is out of range, or not finite
   */
  static Parameterization consistency(double sigmaData, double sigmaMin) {
    return new Consistency(sigmaData, sigmaMin);
  }

  /**
   * The clean sample as a combination of x and raw.
   *
   * @param level where x stands
   * @return its coefficients; not finite where x0 cannot be told
   */
  XRawCoefficients x0(Level level);

  /**
   * The noise as a combination of x and raw.
   *
   * @param level where x stands
   * @return its coefficients; not finite where epsilon cannot be told
   */
  XRawCoefficients epsilon(Level level);

  /**
   * A parameterization without numbers of its own, by its name in a model card.
   *
   * @param name epsilon, x0, v, flow or score; {@link #edm}, {@link #edmV} and {@link #consistency}
   *     want numbers
   * @return the parameterization
   * @throws IllegalArgumentException if there is none of that name
   */
  static Parameterization named(String name) {
    return Arrays.stream(StandardParameterization.values())
        .filter(p -> p.toString().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "prediction '"
                        + name
                        + "': there are "
                        + Arrays.stream(StandardParameterization.values())
                            .map(StandardParameterization::toString)
                            .collect(Collectors.joining(", "))
                        + "; and with numbers of their own edm, edm-v, consistency"));
  }

  /**
   * Coefficients over (x, raw).
   *
   * @param x factor of the noisy sample
   * @param raw factor of the network's output
   */
  record XRawCoefficients(double x, double raw) {

    /**
     * Whether both coefficients can be computed with.
     *
     * @return false where the prediction is undefined
     */
    public boolean isFinite() {
      return Double.isFinite(x) && Double.isFinite(raw);
    }
  }
}
