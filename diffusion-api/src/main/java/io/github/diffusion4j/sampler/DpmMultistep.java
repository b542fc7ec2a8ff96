package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import java.util.List;

/**
 * DPM-Solver and DPM-Solver++ in multistep form: "DPM-Solver++" (2211.01095), algorithm 2, and its
 * third-order sibling. DEIS in log rho (2204.13902) is the same formula for epsilon with exact
 * weights.
 *
 * @param kind what is integrated
 * @param variant how differences are weighed
 */
record DpmMultistep(DpmEquation kind, DpmCorrection variant) implements Multistep.Formula {

  static Multistep of(String name, DpmEquation kind, DpmCorrection variant, int order) {
    return new Multistep(name, order, 3, new DpmMultistep(kind, variant), Multistep.FALLING);
  }

  @Override
  public LinearForm step(Interval i, Recorder recorder, int order, int before) {
    LinearForm state = recorder.state();
    Prediction now = recorder.predict(i.from());
    LinearForm next = kind.firstOrder(i, state, now);
    double h = i.h();
    if (order > 1 && h != 0 && Double.isFinite(h)) {
      double z = kind.z(h);
      double w = kind.weight(i.to());
      List<Prediction> m = recorder.history();
      // D1 = (m0 - m1) / r0, r0 = h0 / h
      double r0 = (m.get(0).level().lambda() - m.get(1).level().lambda()) / h;
      LinearForm d1 = kind.data(m.get(0)).minus(kind.data(m.get(1))).times(1 / r0);
      if (order == 2) {
        next = next.plus(d1.times(w * variant.second(z)));
      } else {
        double r1 = (m.get(1).level().lambda() - m.get(2).level().lambda()) / h;
        LinearForm d1Before = kind.data(m.get(1)).minus(kind.data(m.get(2))).times(1 / r1);
        LinearForm d2 = d1.minus(d1Before).times(1 / (r0 + r1));
        next =
            next.plus(d1.plus(d2.times(r0)).times(w * z * Phi.of(2, z)))
                .plus(d2.times(w * variant.third(z)));
      }
    }
    return kind.noised(next, i, recorder);
  }
}
