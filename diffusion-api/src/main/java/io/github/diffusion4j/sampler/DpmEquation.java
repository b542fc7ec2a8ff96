package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.schedule.Level;

/**
 * What a DPM-Solver integrates exactly, and along which equation. With h the step in half log-SNR,
 * every kind is x' = line(x, D0) + w z phi_2(z) D1 + w z phi_3(z) D2 [+ noise], D0 the newest
 * prediction and D1, D2 its differences over a step.
 */
public enum DpmEquation {
  /** Epsilon, along the probability-flow ODE: "DPM-Solver" (2206.00927), proposition 3.1. */
  DPM("DPM-Solver") {
    @Override
    LinearForm data(Prediction p) {
      return p.epsilon();
    }

    @Override
    LinearForm firstOrder(Interval i, LinearForm state, Prediction p) {
      return i.ddimStep(state, p);
    }

    @Override
    double z(double h) {
      return h;
    }

    @Override
    double weight(Level to) {
      return -to.sigma();
    }
  },

  /** x0, along the probability-flow ODE: "DPM-Solver++" (2211.01095), proposition 4.1. */
  DPM_PLUS_PLUS("DPM-Solver++") {
    @Override
    LinearForm data(Prediction p) {
      return p.x0();
    }

    @Override
    LinearForm firstOrder(Interval i, LinearForm state, Prediction p) {
      return i.dpmPlusPlusStep(state, p.x0());
    }

    @Override
    double z(double h) {
      return -h;
    }

    @Override
    double weight(Level to) {
      return -to.alpha();
    }
  },

  /**
   * Epsilon, along the reverse SDE. A step to a level without noise, or from one without signal,
   * adds none.
   */
  SDE_DPM("SDE-DPM-Solver") {
    @Override
    LinearForm data(Prediction p) {
      return p.epsilon();
    }

    // x' = (alpha' / alpha) x - 2 sigma' (e^h - 1) eps
    @Override
    LinearForm firstOrder(Interval i, LinearForm state, Prediction p) {
      if (Double.isInfinite(i.h()) || i.startsWithoutSignal()) {
        return i.ddimStep(state, p);
      }
      return state
          .times(i.to().alpha() / i.from().alpha())
          .plus(p.epsilon().times(-2 * i.to().sigma() * Math.expm1(i.h())));
    }

    @Override
    double z(double h) {
      return h;
    }

    @Override
    double weight(Level to) {
      return -2 * to.sigma();
    }

    @Override
    double noise(Interval i) {
      return Double.isInfinite(i.h()) || i.startsWithoutSignal()
          ? 0
          : i.to().sigma() * root(Math.expm1(2 * i.h()));
    }
  },

  /** x0, along the reverse SDE: "DPM-Solver++" (2211.01095), section 5. */
  SDE_DPM_PLUS_PLUS("SDE-DPM-Solver++") {
    @Override
    LinearForm data(Prediction p) {
      return p.x0();
    }

    // x' = (sigma' / sigma) e^-h x + alpha' (1 - e^-2h) x0
    @Override
    LinearForm firstOrder(Interval i, LinearForm state, Prediction p) {
      double decay = Math.exp(-i.h());
      return state
          .times(i.to().sigma() / i.from().sigma() * decay)
          .plus(p.x0().times(-i.to().alpha() * Math.expm1(-2 * i.h())));
    }

    @Override
    double z(double h) {
      return -2 * h;
    }

    @Override
    double weight(Level to) {
      return -to.alpha();
    }

    @Override
    double noise(Interval i) {
      return i.to().sigma() * root(-Math.expm1(-2 * i.h()));
    }
  };

  private final String title;

  DpmEquation(String title) {
    this.title = title;
  }

  /** Of a step that leads nowhere, rounding may leave a variance just below 0. */
  private static double root(double variance) {
    return Math.sqrt(Math.max(0, variance));
  }

  /** What is taken to be smooth. */
  abstract LinearForm data(Prediction p);

  /** The step of first order, without its noise. */
  abstract LinearForm firstOrder(Interval i, LinearForm state, Prediction p);

  /** The argument of the phi functions. */
  abstract double z(double h);

  abstract double weight(Level to);

  /** The deviation of the noise that a step adds. */
  double noise(Interval i) {
    return 0;
  }

  /** The noise of a step, added. */
  final LinearForm noised(LinearForm mean, Interval i, Recorder recorder) {
    double deviation = noise(i);
    return deviation == 0 ? mean : mean.plus(recorder.noise().times(deviation));
  }

  @Override
  public String toString() {
    return title;
  }
}
