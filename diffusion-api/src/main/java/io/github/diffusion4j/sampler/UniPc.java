package io.github.diffusion4j.sampler;

import io.github.diffusion4j.numeric.LinearSystem;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import java.util.ArrayList;
import java.util.List;

/**
 * "UniPC: A Unified Predictor-Corrector Framework for Fast Sampling of Diffusion Models"
 * (2302.04867), algorithms 1 and 2. The prediction at a new state first corrects that state, at no
 * further evaluation, and then carries it on.
 *
 * @param options B(h), what is integrated, and which states are corrected
 */
record UniPc(UniPcOptions options) implements Multistep.Formula {

  static Multistep of(int order, UniPcOptions options) {
    return new Multistep("UniPC", order, 9, new UniPc(options), Multistep.FALLING_ALWAYS);
  }

  @Override
  public LinearForm step(Interval i, Recorder recorder, int order, int before) {
    List<Prediction> past = recorder.history();
    Prediction now = recorder.predict(i.from());
    if (before > 0 && options.corrected().test(recorder.interval() - 1)) {
      Interval last = new Interval(past.get(0).level(), i.from());
      if (Double.isFinite(last.h())) {
        List<Prediction> points = new ArrayList<>(past.subList(1, before));
        points.add(now);
        recorder.nextState(carry(last, recorder.state(1), past.get(0), points), i.from());
      } else {
        recorder.nextState(recorder.state(), i.from());
      }
    } else if (before > 0) {
      recorder.nextState(recorder.state(), i.from());
    }
    int further = Double.isFinite(i.h()) ? order : 1;
    return carry(i, recorder.state(), now, recorder.history().subList(1, further));
  }

  // equations 3 and 9: x' = line(x, m0) - w B(z) sum of rho_k D_k / r_k
  private LinearForm carry(Interval i, LinearForm state, Prediction m0, List<Prediction> points) {
    DpmEquation kind = options.kind();
    LinearForm next = kind.firstOrder(i, state, m0);
    if (points.isEmpty()) {
      return next;
    }
    double h = i.h();
    double z = kind.z(h);
    double b = options.b(z);
    double[] r =
        points.stream().mapToDouble(p -> (p.level().lambda() - m0.level().lambda()) / h).toArray();
    double[] rho = weights(r, z, b);
    for (int k = 0; k < r.length; k++) {
      LinearForm d = kind.data(points.get(k)).minus(kind.data(m0)).times(1 / r[k]);
      next = next.plus(d.times(kind.weight(i.to()) * b * rho[k]));
    }
    return next;
  }

  /** Solves sum over k of r_k^(j-1) rho_k = j! z phi_{j+1}(z) / B(z); one point has 1/2 (4.2). */
  private static double[] weights(double[] r, double z, double b) {
    int n = r.length;
    if (n == 1) {
      return new double[] {0.5};
    }
    double[][] matrix = new double[n][n + 1];
    double factorial = 1;
    for (int j = 0; j < n; j++) {
      factorial *= j + 1;
      for (int k = 0; k < n; k++) {
        matrix[j][k] = Math.pow(r[k], j);
      }
      matrix[j][n] = factorial * z * Phi.of(j + 2, z) / b;
    }
    return LinearSystem.solve(matrix);
  }
}
