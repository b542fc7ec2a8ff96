package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import java.util.Locale;
import java.util.Map;

/** The parameterizations without parameters of their own, solved from x = alpha x0 + sigma eps. */
enum StandardParameterization implements Parameterization {
  EPSILON {
    @Override
    public XRawCoefficients x0(Level l) { // (x - sigma raw) / alpha
      return new XRawCoefficients(1 / l.alpha(), -l.sigma() / l.alpha());
    }

    @Override
    public XRawCoefficients epsilon(Level l) {
      return new XRawCoefficients(0, 1);
    }
  },
  X0 {
    @Override
    public XRawCoefficients x0(Level l) {
      return new XRawCoefficients(0, 1);
    }

    @Override
    public XRawCoefficients epsilon(Level l) { // (x - alpha raw) / sigma
      return new XRawCoefficients(1 / l.sigma(), -l.alpha() / l.sigma());
    }
  },
  V {
    // raw = alpha eps - sigma x0; with x, two equations of determinant alpha^2 + sigma^2
    @Override
    public XRawCoefficients x0(Level l) {
      double d = l.alpha() * l.alpha() + l.sigma() * l.sigma();
      return new XRawCoefficients(l.alpha() / d, -l.sigma() / d);
    }

    @Override
    public XRawCoefficients epsilon(Level l) {
      double d = l.alpha() * l.alpha() + l.sigma() * l.sigma();
      return new XRawCoefficients(l.sigma() / d, l.alpha() / d);
    }
  },
  FLOW {
    // raw = eps - x0; with x, two equations of determinant alpha + sigma
    @Override
    public XRawCoefficients x0(Level l) {
      double d = l.alpha() + l.sigma();
      return new XRawCoefficients(1 / d, -l.sigma() / d);
    }

    @Override
    public XRawCoefficients epsilon(Level l) {
      double d = l.alpha() + l.sigma();
      return new XRawCoefficients(1 / d, l.alpha() / d);
    }
  },
  SCORE {
    @Override
    public XRawCoefficients x0(Level l) { // (x + sigma^2 raw) / alpha
      return new XRawCoefficients(1 / l.alpha(), l.sigma() * l.sigma() / l.alpha());
    }

    @Override
    public XRawCoefficients epsilon(Level l) {
      return new XRawCoefficients(0, -l.sigma());
    }
  };

  @Override
  public Map<String, String> toEntries() {
    return Map.of(CardKeys.PREDICTION, toString());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
