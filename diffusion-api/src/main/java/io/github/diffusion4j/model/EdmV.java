package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import java.util.Map;

/**
 * The preconditioned network of EDM with the sign of v: c_out is negative.
 *
 * @param negative the network whose output is the negative of this one's
 */
record EdmV(Edm negative) implements Parameterization {

  @Override
  public XRawCoefficients x0(Level l) {
    XRawCoefficients row = negative.x0(l);
    return new XRawCoefficients(row.x(), -row.raw());
  }

  @Override
  public XRawCoefficients epsilon(Level l) {
    XRawCoefficients row = negative.epsilon(l);
    return new XRawCoefficients(row.x(), -row.raw());
  }

  @Override
  public Map<String, String> toEntries() {
    return Map.of(
        CardKeys.PREDICTION,
        "edm-v",
        CardKeys.PREDICTION_SIGMA_DATA,
        CardWriter.number(negative.sigmaData()));
  }

  @Override
  public String toString() {
    return "edm-v (sigma-data " + negative.sigmaData() + ")";
  }
}
