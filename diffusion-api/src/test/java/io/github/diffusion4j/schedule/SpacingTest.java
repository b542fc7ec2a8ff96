package io.github.diffusion4j.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpacingTest {
  private static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000, 1e-4, 0.02);
  private static final NoiseSchedule EDM = NoiseSchedule.edm(1000, 0.002, 80, 0.5);

  /** 2206.00364, equation 5, with N = 18, rho = 7, sigma from 80 to 0.002. */
  @Test
  void karrasIsThePapers() {
    double[] sigmas = sigmas(EDM, Spacing.karras(), 18);
    for (int i = 0; i < 18; i++) {
      double root =
          Math.pow(80, 1 / 7.0) + i / 17.0 * (Math.pow(0.002, 1 / 7.0) - Math.pow(80, 1 / 7.0));
      double expected = Math.pow(root, 7);
      assertEquals(expected, sigmas[i], 1e-12 * expected);
    }
  }

  @Test
  void karrasDividesTheNoiseToSignalRatioOfAnySchedule() {
    double[] times = Spacing.karras(5).times(LINEAR, 4);
    double[] roots =
        Arrays.stream(times, 0, 4)
            .mapToObj(LINEAR::level)
            .mapToDouble(l -> Math.pow(l.sigma() / l.alpha(), 1 / 5.0))
            .toArray();
    assertEquals(roots[0] - roots[1], roots[1] - roots[2], 1e-12);
    assertEquals(roots[1] - roots[2], roots[2] - roots[3], 1e-12);
    assertEquals(1000, times[0]);
    assertEquals(1, times[3]);
  }

  @Test
  void karrasWithRhoOneIsEvenInSigma() {
    assertArrayEquals(
        new double[] {80, 60.0005, 40.001, 20.0015, 0.002},
        sigmas(EDM, Spacing.karras(1), 5),
        1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exponential", "log-snr"})
  void exponentialAndLogSnrAreOne(String name) {
    double[] sigmas = sigmas(NoiseSchedule.exponential(1000, 0.01, 100), Spacing.named(name), 5);
    assertArrayEquals(new double[] {100, 10, 1, 0.1, 0.01}, sigmas, 1e-12);
  }

  @Test
  void onAScheduleThatIsGeometricItselfExponentialIsEvenInTime() {
    double[] times = Spacing.exponential().times(NoiseSchedule.exponential(1000, 0.01, 100), 4);
    assertArrayEquals(new double[] {1000, 667, 334, 1, 0}, times, 1e-9);
  }

  /** The quantiles of 3/4 and 1/4 by mpmath. */
  @Test
  void betaIsDenseAtBothEnds() {
    assertArrayEquals(
        new double[] {1000, 824.495301725958, 500.5, 176.504698274042, 1, 0},
        Spacing.beta().times(LINEAR, 5),
        1e-10);
  }

  /** The quantile of Beta(2, 1) is the square root. */
  @Test
  void betaTakesItsParametersInOrder() {
    double[] times = Spacing.beta(2, 1).times(LINEAR, 3);
    assertArrayEquals(new double[] {1000, 1 + 999 * Math.sqrt(0.5), 1, 0}, times, 1e-10);
  }

  @Test
  void betaWorksWhereNoSignalIsLeft() {
    assertEquals(1000, Spacing.beta().times(NoiseSchedule.flow(1000, 3), 10)[0]);
  }

  @Test
  void timesThatWouldCoincideAreRefused() {
    assertEquals(
        "500 steps: time 1000.0 would be followed by 1000.0, but times fall strictly; ask for fewer steps",
        message(() -> Spacing.beta(0.01, 0.01).times(LINEAR, 500)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"trailing", "linspace", "karras", "exponential", "log-snr", "beta"})
  void oneStepVisitsTheNoisiest(String name) {
    assertArrayEquals(new double[] {1000, 0}, Spacing.named(name).times(LINEAR, 1));
  }

  @ParameterizedTest
  @CsvSource({"karras, karras(7.0)", "exponential, log-snr", "log-snr, log-snr"})
  void spacingsOverNoiseNeedSignalAtTheEnd(String name, String told) {
    NoiseSchedule flow = NoiseSchedule.flow(1000, 1);
    assertEquals(
        told
            + " spacing divides sigma/alpha, which is infinite at time 1000 of this schedule: use trailing spacing",
        message(() -> Spacing.named(name).times(flow, 10)));
  }

  @Test
  void aListIsVisitedAsItIs() {
    assertArrayEquals(
        new double[] {999, 500.5, 0.25, 0}, Spacing.of(999, 500.5, 0.25).times(LINEAR, 3));
  }

  @Test
  void aListIsForAsManyStepsAsItIsLong() {
    assertEquals(
        "steps = 50: this spacing lists 2 times, so ask for 2 steps",
        message(() -> Spacing.of(500, 1).times(LINEAR, 50)));
  }

  @Test
  void aListStaysOnTheSchedule() {
    assertEquals(
        "time = 1001.0: this schedule runs from 0 to 1000",
        message(() -> Spacing.of(1001, 1).times(LINEAR, 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,2", "3,3", "3,0", "-1", "NaN", "Infinity", "3,NaN"})
  void whatIsNoFallingListIsRefused(String list) {
    double[] times =
        list.isEmpty()
            ? new double[0]
            : Arrays.stream(list.split(",")).mapToDouble(Double::parseDouble).toArray();
    assertTrue(message(() -> Spacing.of(times)).contains("times"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.99, -7, 1001, Double.NaN, Double.POSITIVE_INFINITY})
  void rhoIsBounded(double rho) {
    assertTrue(message(() -> Spacing.karras(rho)).startsWith("rho = " + rho + ": from 1"));
  }

  @Test
  void anUnknownNameIsToldWithTheOthers() {
    assertEquals(
        "spacing 'odd': there are trailing, leading, linspace, karras, exponential, log-snr and beta",
        message(() -> Spacing.named("odd")));
  }

  private static double[] sigmas(NoiseSchedule schedule, Spacing spacing, int steps) {
    double[] times = spacing.times(schedule, steps);
    return IntStream.range(0, steps).mapToDouble(i -> schedule.level(times[i]).sigma()).toArray();
  }

  private static String message(Runnable refused) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, refused::run).getMessage());
  }
}
