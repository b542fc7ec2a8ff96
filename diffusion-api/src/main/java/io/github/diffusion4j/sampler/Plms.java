package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import java.util.List;

/**
 * The linear multistep part of "Pseudo Numerical Methods for Diffusion Models on Manifolds"
 * (2202.09778), equation 12: Adams-Bashforth over predictions at even times. The first step has no
 * past and averages over a second evaluation at its end.
 */
record Plms() implements Multistep.Formula {
  private static final double[][] ADAMS_BASHFORTH = {
    {1},
    {3 / 2.0, -1 / 2.0},
    {23 / 12.0, -16 / 12.0, 5 / 12.0},
    {55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0}
  };

  static Multistep of() {
    return new Multistep("PLMS", 4, 4, new Plms(), Multistep.FULL);
  }

  @Override
  public LinearForm step(Interval i, Recorder recorder, int order, int before) {
    LinearForm state = recorder.state();
    Prediction now = recorder.predict(i.from());
    if (order == 1) {
      LinearForm ahead = i.ddimStep(state, now);
      return i.to().sigma() == 0 || i.startsWithoutSignal()
          ? ahead
          : i.ddimStep(
              state, now.epsilon().plus(recorder.predict(ahead, i.to()).epsilon()).times(0.5));
    }
    List<Prediction> past = recorder.history();
    double[] weights = ADAMS_BASHFORTH[order - 1];
    LinearForm epsilon = now.epsilon().times(weights[0]);
    for (int k = 1; k < order; k++) {
      epsilon = epsilon.plus(past.get(k).epsilon().times(weights[k]));
    }
    return i.ddimStep(state, epsilon);
  }
}
