package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import java.util.List;

/**
 * Linear multistep (Adams-Bashforth) in s = sigma / alpha with steps of any size: the polynomial
 * through the last predictions of epsilon is integrated from s to s'. The sampler "LMS" of the
 * latent diffusion models (2112.10752).
 */
record Lms() implements Multistep.Formula {
  static Multistep of(int order) {
    return new Multistep("LMS", order, Lagrange.MOST_NODES, new Lms(), Multistep.FULL);
  }

  @Override
  public LinearForm step(Interval i, Recorder recorder, int order, int before) {
    LinearForm state = recorder.state();
    Prediction now = recorder.predict(i.from());
    if (order == 1) {
      return i.ddimStep(state, now);
    }
    List<Prediction> past = recorder.history().subList(0, order);
    double[] nodes =
        past.stream().mapToDouble(p -> p.level().sigma() / p.level().alpha()).toArray();
    double end = i.to().sigma() / i.to().alpha();
    // x' / alpha' = x / alpha + sum over j of eps_j * integral of l_j from s to s'
    LinearForm sum = state.times(1 / i.from().alpha());
    for (int j = 0; j < order; j++) {
      double weight = Lagrange.integral(nodes, j, nodes[0], end);
      sum = sum.plus(past.get(j).epsilon().times(weight));
    }
    return sum.times(i.to().alpha());
  }
}
