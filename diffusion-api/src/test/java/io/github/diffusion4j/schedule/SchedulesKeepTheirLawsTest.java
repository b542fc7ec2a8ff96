package io.github.diffusion4j.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.laws.NoiseScheduleLaws;
import io.github.diffusion4j.laws.VariancePreservingLaws;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

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

    /** 2403.03206, equation 23. */
    @Property
    void theShiftIsThePapers(
        @ForAll @DoubleRange(min = 0, max = 1) double u,
        @ForAll @DoubleRange(min = 0.1, max = 10) double shift) {
      Level level = NoiseSchedule.flow(500, shift).level(500 * u);
      assertEquals(shift * u / (1 + (shift - 1) * u), level.sigma(), 1e-14);
      assertEquals(1, level.alpha() + level.sigma(), 1e-15);
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

  @Group
  class ContinuousVariancePreserving implements VariancePreservingLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.variancePreserving(1000, 0.1, 20);
    }

    /** 2011.13456, equation 29, with the integral of beta by hand. */
    @Property
    void itIsThePapers(@ForAll @DoubleRange(min = 0, max = 1) double u) {
      Level level = schedule().level(1000 * u);
      double b = 0.1 * u + 19.9 * u * u / 2;
      assertEquals(Math.exp(-b / 2), level.alpha(), 1e-14);
      assertEquals(1 - Math.exp(-b), level.sigma() * level.sigma(), 1e-14);
    }
  }

  @Group
  class SubVariancePreservingOfThePaper implements NoiseScheduleLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.subVariancePreserving(1000, 0.1, 20);
    }

    /** 2011.13456, equation 29: the deviation is the variance of the variance preserving one. */
    @Property
    void itIsThePapers(@ForAll @DoubleRange(min = 0, max = 1) double u) {
      Level vp = NoiseSchedule.variancePreserving(1000, 0.1, 20).level(1000 * u);
      Level level = schedule().level(1000 * u);
      assertEquals(vp.alpha(), level.alpha(), 1e-14);
      assertEquals(vp.sigma() * vp.sigma(), level.sigma(), 1e-14);
    }
  }

  @Group
  class SubVariancePreservingInOneStep implements NoiseScheduleLaws {
    @Override
    public NoiseSchedule schedule() {
      return NoiseSchedule.subVariancePreserving(1, 5, 5);
    }
  }
}
