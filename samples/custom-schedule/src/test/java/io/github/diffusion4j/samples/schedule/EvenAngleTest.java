package io.github.diffusion4j.samples.schedule;

import io.github.diffusion4j.laws.VariancePreservingLaws;
import io.github.diffusion4j.schedule.NoiseSchedule;

/** One method says what is tested; the laws are inherited. */
class EvenAngleTest implements VariancePreservingLaws {
  @Override
  public NoiseSchedule schedule() {
    return new EvenAngle(1000);
  }
}
