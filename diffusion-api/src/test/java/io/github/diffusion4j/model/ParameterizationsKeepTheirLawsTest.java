package io.github.diffusion4j.model;

import io.github.diffusion4j.laws.ParameterizationLaws;
import io.github.diffusion4j.schedule.Level;
import net.jqwik.api.Group;

class ParameterizationsKeepTheirLawsTest {

  @Group
  class Epsilon implements ParameterizationLaws {
    @Override
    public Parameterization parameterization() {
      return Parameterization.EPSILON;
    }

    @Override
    public double raw(double x0, double epsilon, Level level) {
      return epsilon;
    }
  }

  @Group
  class X0 implements ParameterizationLaws {
    @Override
    public Parameterization parameterization() {
      return Parameterization.X0;
    }

    @Override
    public double raw(double x0, double epsilon, Level level) {
      return x0;
    }
  }

  @Group
  class V implements ParameterizationLaws {
    @Override
    public Parameterization parameterization() {
      return Parameterization.V;
    }

    @Override
    public double raw(double x0, double epsilon, Level level) {
      return level.alpha() * epsilon - level.sigma() * x0;
    }
  }

  @Group
  class Flow implements ParameterizationLaws {
    @Override
    public Parameterization parameterization() {
      return Parameterization.FLOW;
    }

    @Override
    public double raw(double x0, double epsilon, Level level) {
      return epsilon - x0;
    }
  }

  @Group
  class Score implements ParameterizationLaws {
    @Override
    public Parameterization parameterization() {
      return Parameterization.SCORE;
    }

    @Override
    public double raw(double x0, double epsilon, Level level) {
      return -epsilon / level.sigma();
    }
  }

  @Group
  class Edm implements ParameterizationLaws {
    @Override
    public Parameterization parameterization() {
      return Parameterization.edm(0.5);
    }

    // 2206.00364, eq 8: F = (y - c_skip (y + n)) / c_out, y = x0, n = s epsilon
    @Override
    public double raw(double x0, double epsilon, Level level) {
      double s = level.sigma() / level.alpha();
      double skip = 0.25 / (s * s + 0.25);
      double out = s * 0.5 / Math.sqrt(s * s + 0.25);
      return (x0 - skip * (x0 + s * epsilon)) / out;
    }
  }

  @Group
  class EdmV extends Edm {
    @Override
    public Parameterization parameterization() {
      return Parameterization.edmV(0.5);
    }

    @Override
    public double raw(double x0, double epsilon, Level level) {
      return -super.raw(x0, epsilon, level);
    }
  }

  @Group
  class Consistency implements ParameterizationLaws {
    @Override
    public Parameterization parameterization() {
      return Parameterization.consistency(0.5, 0.01);
    }

    // 2303.01469, appendix C
    @Override
    public double raw(double x0, double epsilon, Level level) {
      double s = level.sigma() / level.alpha();
      double skip = 0.25 / ((s - 0.01) * (s - 0.01) + 0.25);
      double out = 0.5 * (s - 0.01) / Math.sqrt(s * s + 0.25);
      return (x0 - skip * (x0 + s * epsilon)) / out;
    }

    /** At sigma-min the network is not heard. */
    @Override
    public boolean tells(Level level) {
      return Math.abs(level.sigma() / level.alpha() - 0.01) > 1e-6;
    }
  }
}
