package io.github.diffusion4j.schedule;

import io.github.diffusion4j.laws.VariancePreservingLaws;
import net.jqwik.api.Group;

class SchedulesKeepTheirLawsTest {

  @Group
  class Linear implements VariancePreservingLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.linear(500, 1e-4, 0.02);
    }
  }

  @Group
  class ScaledLinear implements VariancePreservingLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.scaledLinear(1000, 0.00085, 0.012);
    }
  }

  @Group
  class Cosine implements VariancePreservingLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.cosine(1000);
    }
  }

  @Group
  class Sigmoid implements VariancePreservingLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.sigmoid(500, 1e-4, 0.02);
    }
  }

  @Group
  class ZeroTerminalSnr implements VariancePreservingLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.zeroTerminalSnr(NoiseSchedule.scaledLinear(1000, 0.00085, 0.012));
    }
  }

  @Group
  class OneStep implements VariancePreservingLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.ofAlphaBars(0.25);
    }
  }
}
