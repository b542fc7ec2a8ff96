package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.schedule.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterizationTest {
  private static final Level CLEAN = Level.of(0, 1, 0);
  private static final Level PURE_NOISE = Level.of(1000, 0, 1);

  static Stream<Parameterization> definedEverywhere() {
    return Stream.of(
        Parameterization.V,
        Parameterization.FLOW,
        Parameterization.edm(0.5),
        Parameterization.edmV(0.5));
  }

  @ParameterizedTest
  @MethodSource("definedEverywhere")
  void someTellBothAtBothEnds(Parameterization parameterization) {
    for (Level level : new Level[] {CLEAN, PURE_NOISE}) {
      assertTrue(parameterization.x0(level).isFinite());
      assertTrue(parameterization.epsilon(level).isFinite());
    }
  }

  /** Nor does a schedule's end make them infinite: there is no signal in it, or no noise. */
  @Test
  void theTargetsAreThoseOfThePapers() {
    for (Level level : new Level[] {CLEAN, Level.ofAlphaBar(500, 0.3), PURE_NOISE}) {
      double v = level.alpha() * 0.2 - level.sigma() * 0.7;
      assertEquals(0.2, target(Parameterization.EPSILON, level), 1e-12);
      assertEquals(0.7, target(Parameterization.X0, level), 1e-12);
      assertEquals(v, target(Parameterization.V, level), 1e-12);
      assertEquals(0.2 - 0.7, target(Parameterization.FLOW, level), 1e-12);
    }
    assertEquals(-0.2, target(Parameterization.SCORE, PURE_NOISE), 1e-12);
  }

  private static double target(Parameterization parameterization, Level level) {
    return Parameterization.target(parameterization, 0.7, 0.2, level);
  }

  /** x0 = x where there is no noise; where there is no signal it is the network's. */
  @Test
  void edmAtBothEnds() {
    Parameterization edm = Parameterization.edm(0.5);
    assertEquals(new Parameterization.XRawCoefficients(1, 0), edm.x0(CLEAN));
    assertEquals(new Parameterization.XRawCoefficients(0, 0.5), edm.x0(PURE_NOISE));
  }

  @Test
  void edmVWithSigmaDataOneIsV() {
    Level level = Level.ofAlphaBar(1, 0.3);
    assertEquals(Parameterization.V.x0(level).x(), Parameterization.edmV(1).x0(level).x(), 1e-15);
    assertEquals(
        Parameterization.V.x0(level).raw(), Parameterization.edmV(1).x0(level).raw(), 1e-15);
    assertEquals(
        Parameterization.V.epsilon(level).raw(),
        Parameterization.edmV(1).epsilon(level).raw(),
        1e-15);
  }

  /** 2303.01469: f(x, sigma_min) = x. */
  @Test
  void aConsistencyModelChangesNothingAtItsLeastSigma() {
    Parameterization consistency = Parameterization.consistency(0.5, 0.002);
    assertEquals(
        new Parameterization.XRawCoefficients(1, 0), consistency.x0(Level.of(1, 1, 0.002)));
    assertTrue(consistency.x0(CLEAN).isFinite());
    assertFalse(consistency.epsilon(CLEAN).isFinite());
    assertEquals(new Parameterization.XRawCoefficients(0, 0.5), consistency.x0(PURE_NOISE));
    assertTrue(consistency.epsilon(PURE_NOISE).isFinite());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void sigmaDataIsAboveZeroAndFinite(double sigmaData) {
    String start = "sigma-data = " + sigmaData + ": a standard deviation above 0";
    assertTrue(message(() -> Parameterization.edm(sigmaData)).startsWith(start));
    assertTrue(message(() -> Parameterization.edmV(sigmaData)).startsWith(start));
    assertTrue(message(() -> Parameterization.consistency(sigmaData, 0.002)).startsWith(start));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void sigmaMinIsNotNegative(double sigmaMin) {
    assertTrue(
        message(() -> Parameterization.consistency(0.5, sigmaMin))
            .startsWith("sigma-min = " + sigmaMin + ": a number, 0 or above"));
  }

  @ParameterizedTest
  @CsvSource({"epsilon", "x0", "v", "flow", "score"})
  void theSimpleOnesHaveNames(String name) {
    assertEquals(name, Parameterization.named(name).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise", "edm"})
  void anUnknownNameIsToldWithTheOthers(String name) {
    assertEquals(
        "prediction '"
            + name
            + "': there are epsilon, x0, v, flow, score; and with numbers of their own edm, edm-v, consistency",
        message(() -> Parameterization.named(name)));
  }

  private static String message(Runnable refused) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, refused::run).getMessage());
  }
}
