package io.github.diffusion4j.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.diffusion4j.laws.SpacingLaws;
import net.jqwik.api.Example;
import net.jqwik.api.Group;

class SpacingsKeepTheirLawsTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(1000, 1e-4, 0.02);

  @Group
  class Trailing implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.trailing();
    }

    @Example
    void startsFromPureNoise() {
      assertArrayEquals(
          new double[] {1000, 750, 500, 250, 0}, Spacing.trailing().times(SCHEDULE, 4));
    }

    @Example
    void roundsToTheNearest() {
      assertArrayEquals(
          new double[] {1000, 857, 714, 571, 429, 286, 143, 0},
          Spacing.trailing().times(SCHEDULE, 7));
    }
  }

  @Group
  class Leading implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.leading();
    }

    @Example
    void countsUpFromTheFirstStep() {
      assertArrayEquals(new double[] {751, 501, 251, 1, 0}, Spacing.leading().times(SCHEDULE, 4));
    }
  }

  @Group
  class Linspace implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.linspace();
    }

    @Example
    void visitsBothEnds() {
      assertArrayEquals(new double[] {1000, 667, 334, 1, 0}, Spacing.linspace().times(SCHEDULE, 4));
    }
  }

  @Group
  class Karras implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.karras();
    }
  }

  @Group
  class KarrasEvenInSigma implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.karras(1);
    }
  }

  @Group
  class KarrasOnCosine implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.karras();
    }

    @Override
    public NoiseSchedule schedule(int trainingSteps) {
      return NoiseSchedule.cosine(trainingSteps);
    }
  }

  @Group
  class KarrasOnVarianceExploding implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.karras();
    }

    @Override
    public NoiseSchedule schedule(int trainingSteps) {
      return trainingSteps == 1
          ? NoiseSchedule.ofAlphaBars(0.5)
          : NoiseSchedule.edm(trainingSteps, 0.002, 80, 0.5);
    }
  }

  @Group
  class LogSnr implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.logSnr();
    }
  }

  @Group
  class LogSnrOnCosine implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.logSnr();
    }

    @Override
    public NoiseSchedule schedule(int trainingSteps) {
      return NoiseSchedule.cosine(trainingSteps);
    }
  }

  @Group
  class Beta implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.beta();
    }
  }

  @Group
  class BetaInTheMiddle implements SpacingLaws {
    @Override
    public Spacing spacing() {
      return Spacing.beta(5, 3);
    }
  }
}
