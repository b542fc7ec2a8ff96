package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import java.util.Map;

/**
 * The preconditioned network of a consistency model.
 *
 * @param sigmaData standard deviation of the clean samples
 * @param sigmaMin sigma / alpha at and below which it changes nothing
 */
record Consistency(double sigmaData, double sigmaMin) implements Parameterization {
  Consistency {
    Edm.checkSigmaData(sigmaData);
    if (!(sigmaMin >= 0 && sigmaMin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "sigma-min = " + sigmaMin + ": a number, 0 or above, such as 0.002");
    }
  }

  // 2303.01469, appendix C: f = c_skip x / alpha + c_out F, with s = sigma / alpha:
  // c_skip = sd^2 / ((s - s_min)^2 + sd^2), c_out = sd (s - s_min) / sqrt(s^2 + sd^2).
  // Multiplied out by alpha, which may be 0.
  @Override
  public XRawCoefficients x0(Level l) {
    double q = Math.hypot(beyond(l), l.alpha() * sigmaData);
    return new XRawCoefficients(sigmaData / q * (sigmaData / q) * l.alpha(), out(l));
  }

  // (x - alpha f) / sigma
  @Override
  public XRawCoefficients epsilon(Level l) {
    double q = Math.hypot(beyond(l), l.alpha() * sigmaData);
    return new XRawCoefficients(
        beyond(l) / q * (beyond(l) / q) / l.sigma(), -l.alpha() * (out(l) / l.sigma()));
  }

  private double out(Level l) {
    return sigmaData * beyond(l) / Math.hypot(l.sigma(), l.alpha() * sigmaData);
  }

  private double beyond(Level l) {
    return l.sigma() - l.alpha() * sigmaMin;
  }

  @Override
  public Map<String, String> toEntries() {
    return Map.of(
        CardKeys.PREDICTION,
        "consistency",
        CardKeys.PREDICTION_SIGMA_DATA,
        CardWriter.number(sigmaData),
        CardKeys.PREDICTION_SIGMA_MIN,
        CardWriter.number(sigmaMin));
  }

  @Override
  public String toString() {
    return "consistency (sigma-data " + sigmaData + ", sigma-min " + sigmaMin + ")";
  }
}
