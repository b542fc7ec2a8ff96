package io.github.diffusion4j.laws;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

/** What every parameterization keeps, at levels of every kind. */
public interface ParameterizationLaws {

  /**
   * The parameterization under test.
   *
   * @return always the same
   */
  Parameterization parameterization();

  /**
   * What a network says that knows everything, as its paper defines it.
   *
   * @param x0 the clean sample
   * @param epsilon the noise
   * @param level where x = alpha x0 + sigma epsilon stands
   * @return the raw output
   */
  double raw(double x0, double epsilon, Level level);

  /**
   * Whether the raw output tells x0 and epsilon at a level.
   *
   * @param level with alpha and sigma above 0
   * @return true, unless overridden
   */
  default boolean tells(Level level) {
    return true;
  }

  /** The rows of x0 and epsilon make x again, whatever the network says. */
  @Property
  default void theRowsMakeTheSampleAgain(
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double place) {
    for (Level level : levels(place)) {
      Parameterization.XRawCoefficients x0 = parameterization().x0(level);
      Parameterization.XRawCoefficients epsilon = parameterization().epsilon(level);
      double signal = level.alpha() * x0.raw();
      Law.near(1, level.alpha() * x0.x() + level.sigma() * epsilon.x(), 1e-9, "x of x at " + level);
      Law.near(
          -signal,
          level.sigma() * epsilon.raw(),
          1e-9 * Math.max(1, Math.abs(signal)),
          "raw of epsilon at " + level);
    }
  }

  /** From what the network says, x0 and epsilon come back. */
  @Property
  default void aPerfectNetworkTellsX0AndEpsilon(
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double place,
      @ForAll @DoubleRange(min = -3, max = 3) double x0,
      @ForAll @DoubleRange(min = -3, max = 3) double epsilon) {
    for (Level level : levels(place)) {
      if (tells(level)) {
        double x = level.alpha() * x0 + level.sigma() * epsilon;
        double raw = raw(x0, epsilon, level);
        Parameterization.XRawCoefficients clean = parameterization().x0(level);
        Parameterization.XRawCoefficients noise = parameterization().epsilon(level);
        Law.near(x0, clean.x() * x + clean.raw() * raw, 1e-9, "x0 at " + level);
        Law.near(epsilon, noise.x() * x + noise.raw() * raw, 1e-9, "epsilon at " + level);
      }
    }
  }

  /** Variance preserving, variance exploding, on a straight way, and neither. */
  private static List<Level> levels(double place) {
    double angle = place * Math.PI / 2;
    return List.of(
        Level.of(1, Math.cos(angle), Math.sin(angle)),
        Level.of(1, 1, Math.pow(10, 6 * place - 3)),
        Level.of(1, 1 - place, place),
        Level.of(1, 2.5, 10 * place));
  }
}
