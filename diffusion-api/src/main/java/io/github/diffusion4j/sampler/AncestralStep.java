package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.schedule.Level;

/**
 * A step split in two: down to a level below the one to reach, then up by fresh noise. With s =
 * sigma / alpha: s_up^2 = s'^2 (s^2 - s'^2) / s^2 and s_down = s'^2 / s, which is DDIM with eta 1
 * (2010.02502, equation 16).
 *
 * @param down the interval down
 * @param up factor of the noise that leads up
 */
record AncestralStep(Interval down, double up) {

  static AncestralStep of(Interval i) {
    Level to = i.to();
    double ratio = to.sigma() * i.from().alpha() / (to.alpha() * i.from().sigma()); // s' / s
    Level down = Level.of(to.time(), to.alpha(), to.sigma() * ratio);
    return new AncestralStep(
        new Interval(i.from(), down, i.between()), to.sigma() * Math.sqrt(1 - ratio * ratio));
  }

  /** The state at the end; without noise where none is left to add. */
  LinearForm finish(LinearForm below, Recorder recorder) {
    return up == 0 ? below : below.plus(recorder.noise().times(up));
  }
}
