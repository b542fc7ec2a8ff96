package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;

/**
 * "Latent Consistency Models" (2310.04378), algorithm 3, with the boundary condition of its
 * appendix: a prediction near time 0 is mostly the sample itself.
 *
 * @param timeScale what the time is multiplied by before the boundary condition looks at it, 10 in
 *     the paper's code
 */
record Lcm(double timeScale) implements Sampler {
  private static final double SIGMA_DATA = 0.5;

  Lcm {
    if (!(timeScale > 0 && Double.isFinite(timeScale))) {
      throw new IllegalArgumentException(
          "time scale = " + timeScale + ": a finite number above 0, such as 10");
    }
  }

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    LinearForm state = recorder.state();
    Prediction p = recorder.predict(i.from());
    // f = c_skip(t) x + c_out(t) x0, with t counted from 0 as the network was trained
    double t = trainingStep(i.from()) * timeScale;
    double d = t * t + SIGMA_DATA * SIGMA_DATA;
    LinearForm clean =
        state.times(SIGMA_DATA * SIGMA_DATA / d).plus(p.x0().times(t / Math.sqrt(d)));
    return Consistency.renoised(clean, i, recorder);
  }

  private static double trainingStep(Level level) {
    return Math.max(0, level.time() - 1);
  }

  @Override
  public String toString() {
    return "LCM";
  }
}
