package io.github.diffusion4j.golden;

import io.github.diffusion4j.schedule.Level;

/** What a sigma of the reference means: alpha and sigma of a level. */
enum DpmFrame {
  /** The ratio sigma / alpha of a variance preserving level. */
  VARIANCE_PRESERVING {
    @Override
    Level level(double time, double sigma) {
      double alpha = 1 / Math.sqrt(sigma * sigma + 1);
      return Level.of(time, alpha, sigma * alpha);
    }
  },
  /** The sigma of flow matching, alpha = 1 - sigma. */
  FLOW {
    @Override
    Level level(double time, double sigma) {
      return Level.of(time, 1 - sigma, sigma);
    }
  },
  /** The sigma of a variance exploding level, alpha = 1. */
  VARIANCE_EXPLODING {
    @Override
    Level level(double time, double sigma) {
      return Level.of(time, 1, sigma);
    }
  };

  abstract Level level(double time, double sigma);
}
