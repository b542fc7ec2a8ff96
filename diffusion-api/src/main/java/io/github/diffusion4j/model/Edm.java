package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import java.util.Map;

/**
 * The preconditioned network of EDM.
 *
 * @param sigmaData standard deviation of the clean samples
 */
record Edm(double sigmaData) implements Parameterization {
  Edm {
    checkSigmaData(sigmaData);
  }

  // 2206.00364, eq 7: D = c_skip x / alpha + c_out F; table 1, with s = sigma / alpha:
  // c_skip = sd^2 / (s^2 + sd^2), c_out = s sd / sqrt(s^2 + sd^2).
  // Multiplied out by alpha, which may be 0; d^2 = sigma^2 + alpha^2 sd^2.
  @Override
  public XRawCoefficients x0(Level l) {
    double d = d(l);
    return new XRawCoefficients(
        sigmaData / d * (sigmaData / d) * l.alpha(), l.sigma() * sigmaData / d);
  }

  // (x - alpha D) / sigma
  @Override
  public XRawCoefficients epsilon(Level l) {
    double d = d(l);
    return new XRawCoefficients(l.sigma() / d / d, -l.alpha() * sigmaData / d);
  }

  static void checkSigmaData(double sigmaData) {
    if (!(sigmaData > 0 && sigmaData < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "sigma-data = " + sigmaData + ": a standard deviation above 0, such as 0.5");
    }
  }

  private double d(Level l) {
    return Math.hypot(l.sigma(), l.alpha() * sigmaData);
  }

  @Override
  public Map<String, String> toEntries() {
    return Map.of(
        CardKeys.PREDICTION, "edm", CardKeys.PREDICTION_SIGMA_DATA, CardWriter.number(sigmaData));
  }

  @Override
  public String toString() {
    return "edm (sigma-data " + sigmaData + ")";
  }
}
