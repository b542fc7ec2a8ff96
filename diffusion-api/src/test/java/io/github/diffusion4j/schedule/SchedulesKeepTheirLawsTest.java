package io.github.diffusion4j.schedule;

import io.github.diffusion4j.laws.NoiseScheduleLaws;
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

  @Group
  class ExponentialAlphaBar implements VariancePreservingLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.exponentialAlphaBar(1000);
    }
  }

  @Group
  class Exponential implements NoiseScheduleLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.exponential(1000, 0.01, 50);
    }
  }

  @Group
  class ExponentialInTwoSteps implements NoiseScheduleLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.exponential(2, 1e-3, 1e3);
    }
  }

  @Group
  class Edm implements NoiseScheduleLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.edm(1000, 0.002, 80, 0.5);
    }
  }

  @Group
  class Flow implements NoiseScheduleLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.flow(1000, 1);
    }
  }

  @Group
  class ShiftedFlow implements NoiseScheduleLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.flow(50, 3);
    }
  }

  @Group
  class FlowShiftedTowardsTheSignal implements NoiseScheduleLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.flow(1, 0.1);
    }
  }
}
