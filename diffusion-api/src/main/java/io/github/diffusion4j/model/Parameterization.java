package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a network's raw output means: the rows that make x0 and epsilon out of (x, raw), with x the
 * noisy sample alpha x0 + sigma epsilon.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface Parameterization {

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
   * The clean sample as a combination of x and raw.
   *
   * @param level where x stands
   * @return its coefficients; not finite where x0 cannot be told
   */
  Row x0(Level level);

  /**
   * The noise as a combination of x and raw.
   *
   * @param level where x stands
   * @return its coefficients; not finite where epsilon cannot be told
   */
  Row epsilon(Level level);

  /**
   * A parameterization by its name in a model card.
   *
   * @param name epsilon, x0, v, flow or score
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
                            .collect(Collectors.joining(", "))));
  }

  /**
   * Coefficients over (x, raw).
   *
   * @param x factor of the noisy sample
   * @param raw factor of the network's output
   */
  record Row(double x, double raw) {

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
