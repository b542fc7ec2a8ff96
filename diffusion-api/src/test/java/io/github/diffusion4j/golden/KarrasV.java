package io.github.diffusion4j.golden;

import io.github.diffusion4j.schedule.Level;

/** v of a variance preserving sample, x / sqrt(s^2 + 1), read on x = x0 + s epsilon. */
record KarrasV() implements ReferenceParameterization {
  @Override
  public Row x0(Level l) {
    double d = l.sigma() * l.sigma() + 1;
    return new Row(1 / d, -l.sigma() / Math.sqrt(d));
  }

  @Override
  public Row epsilon(Level l) {
    double d = l.sigma() * l.sigma() + 1;
    return new Row(l.sigma() / d, 1 / Math.sqrt(d));
  }
}
