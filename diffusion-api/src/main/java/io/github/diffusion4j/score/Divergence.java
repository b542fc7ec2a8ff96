package io.github.diffusion4j.score;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import java.util.List;

/**
 * The trace of a network's Jacobian, which a likelihood integrates: the sum of d raw(i) / d x(i)
 * over the values of a sample, x being the network's input. Where the denoiser is a formula, this
 * can be one, too:
 *
 * <pre>{@code
 * Divergence zero = (network, at, seeds) -> new double[at.rows()];
 * }</pre>
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface Divergence {

  /**
   * The traces of the rows of an evaluation.
   *
   * @param network that was evaluated
   * @param at the evaluation, its output filled; not to be changed
   * @param seeds of the rows: the same all along the path of a sample
   * @return one trace per row
   */
  double[] traces(Denoiser network, Evaluation at, List<Long> seeds);

  /**
   * How many evaluations of the network one trace takes.
   *
   * @return 0 by default, for a formula
   */
  default int evaluations() {
    return 0;
  }

  /**
   * Hutchinson's estimator for any network, such as an exported one: the mean of z (d raw / d x) z
   * over vectors z of random signs, the same all along a sample's path ("FFJORD", 1810.01367), each
   * product by central differences over a hundredth of the level's sigma. Its expectation is the
   * trace to about 1e-4 of its size.
   *
   * @param probes number of vectors z, at least 1; each takes two evaluations, and n of them divide
   *     the deviation of the estimate by sqrt(n)
   * @return the estimator
   * @throws IllegalArgumentException if probes is below 1
   */
  static Divergence hutchinson(int probes) {
    return new Hutchinson(probes);
  }
}
