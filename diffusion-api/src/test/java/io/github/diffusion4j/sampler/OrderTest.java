package io.github.diffusion4j.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.laws.ReferenceLoop;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How exact a deterministic sampler is. */
class OrderTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(1000, 1e-4, 0.02);

  /** Even in log-SNR, from a noisy level to a clean one, and no further. */
  private static final Spacing EVEN =
      (schedule, steps) -> {
        double from = schedule.level(900).logSnr();
        double to = schedule.level(20).logSnr();
        return IntStream.rangeClosed(0, steps)
            .mapToDouble(i -> schedule.timeAt(from + (to - from) * i / steps))
            .toArray();
      };

  private static double lambda(Level level) {
    return level.logSnr() / 2;
  }

  private static double ratio(Level level) {
    return level.sigma() / level.alpha();
  }

  /** Never below the order, neither at the end nor, in single-step form, in the last group. */
  private static Sampler full(Sampler sampler) {
    return sampler instanceof Multistep m ? m.withOrders((i, n, order) -> order) : sampler;
  }

  private static List<Interval> intervals(Sampler sampler, int steps) {
    if (!(sampler instanceof DpmSinglestep single)) {
      return sampler.intervals(SCHEDULE, EVEN, steps);
    }
    double[] times = EVEN.times(SCHEDULE, steps);
    List<Interval> groups = new ArrayList<>();
    for (int i = 0; i < steps; i += single.order()) {
      List<Level> between = new ArrayList<>();
      for (int k = 1; k < single.order(); k++) {
        between.add(SCHEDULE.level(times[i + k]));
      }
      groups.add(
          new Interval(
              SCHEDULE.level(times[i]), SCHEDULE.level(times[i + single.order()]), between));
    }
    return groups;
  }

  static Stream<Arguments> exact() {
    ToDoubleFunction<Level> lambda = OrderTest::lambda;
    ToDoubleFunction<Level> ratio = OrderTest::ratio;
    Parameterization x0 = Parameterization.X0;
    Parameterization eps = Parameterization.EPSILON;
    return Stream.of(
        Arguments.of(Samplers.lms(1), eps, ratio, 1),
        Arguments.of(Samplers.lms(2), eps, ratio, 2),
        Arguments.of(Samplers.lms(3), eps, ratio, 3),
        Arguments.of(Samplers.lms(4), eps, ratio, 4),
        Arguments.of(Samplers.heun(), eps, ratio, 2),
        Arguments.of(Samplers.deis(1), eps, lambda, 1),
        Arguments.of(Samplers.deis(2), eps, lambda, 2),
        Arguments.of(Samplers.deis(3), eps, lambda, 3),
        Arguments.of(Samplers.dpmSolver(DpmEquation.DPM, DpmCorrection.HEUN, 2), eps, lambda, 2),
        Arguments.of(
            Samplers.dpmSolver(DpmEquation.DPM_PLUS_PLUS, DpmCorrection.HEUN, 2), x0, lambda, 2),
        Arguments.of(
            Samplers.dpmSolver(DpmEquation.DPM_PLUS_PLUS, DpmCorrection.TAYLOR, 3), x0, lambda, 3),
        Arguments.of(
            Samplers.dpmSolverSinglestep(DpmEquation.DPM_PLUS_PLUS, DpmCorrection.HEUN, 2),
            x0,
            lambda,
            2),
        Arguments.of(
            Samplers.dpmSolverSinglestep(DpmEquation.DPM_PLUS_PLUS, DpmCorrection.HEUN, 3),
            x0,
            lambda,
            3),
        Arguments.of(
            Samplers.dpmSolverSinglestep(DpmEquation.DPM, DpmCorrection.HEUN, 3), eps, lambda, 3),
        Arguments.of(Samplers.uniPc(3), x0, lambda, 3),
        Arguments.of(Samplers.uniPc(4), x0, lambda, 4));
  }

  /**
   * A network that says a polynomial in the formula's variable, whatever x is: every step with a
   * full past is the exact integral, for every degree below the order.
   */
  @ParameterizedTest
  @MethodSource("exact")
  void polynomialsOfADegreeBelowTheOrderAreIntegratedExactly(
      Sampler sampler, Parameterization says, ToDoubleFunction<Level> variable, int order) {
    for (int degree = 0; degree < order; degree++) {
      int power = degree;
      ToDoubleFunction<Level> polynomial =
          level -> Math.pow((variable.applyAsDouble(level) - 1) / 3, power);
      List<Interval> intervals = intervals(sampler, 24);
      Plan plan = Plan.compile(full(sampler), intervals, says, Thresholding.none());
      List<ReferenceLoop.State> states =
          new ReferenceLoop(
                  plan,
                  (x, level) -> new double[] {polynomial.applyAsDouble(level)},
                  draw -> new double[1])
              .trace(new double[] {1});
      int stages = plan.stages().size() / intervals.size();
      for (int i = order; i < intervals.size(); i++) {
        Interval step = intervals.get(i);
        double start = states.get(i * stages).x()[0];
        assertEquals(
            exact(start, step.from(), step.to(), says, polynomial),
            states.get((i + 1) * stages).x()[0],
            1e-10,
            sampler + ", degree " + degree + ", step " + i);
      }
    }
  }

  /** d(x / alpha) = eps d(sigma / alpha), or d(x / sigma) = x0 d(alpha / sigma), finely. */
  private static double exact(
      double x, Level from, Level to, Parameterization says, ToDoubleFunction<Level> polynomial) {
    boolean clean = says == Parameterization.X0;
    double sign = clean ? 1 : -1;
    double a = sign * lambda(from);
    double b = sign * lambda(to);
    int n = 400; // Simpson in u, with e^u du = d(alpha / sigma) or d(sigma / alpha)
    double sum = 0;
    for (int k = 0; k <= n; k++) {
      double u = a + (b - a) * k / n;
      double weight = k == 0 || k == n ? 1 : k % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(u) * polynomial.applyAsDouble(at(sign * u));
    }
    double integral = sum * (b - a) / (3 * n);
    return clean
        ? to.sigma() * (x / from.sigma() + integral)
        : to.alpha() * (x / from.alpha() + integral);
  }

  private static Level at(double lambda) {
    double s = Math.exp(-lambda);
    return Level.of(0, 1 / Math.hypot(1, s), s / Math.hypot(1, s));
  }

  static Stream<Arguments> slopes() {
    return Catalogue.entries().stream()
        .filter(e -> !e.isStochastic() && !List.of("ddim-inverse", "lcm").contains(e.name()))
        .map(e -> Arguments.of(e.name(), e.sampler(), e.order()));
  }

  /** On data N(0, 0.5^2), whose path is known, the error of n steps falls as 1 / n^order. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("slopes")
  void theErrorFallsWithTheOrder(String name, Sampler sampler, int order) {
    double slope =
        DoubleStream.of(48, 96)
            .map(
                n ->
                    Math.log(error(sampler, (int) n) / error(sampler, (int) (2 * n))) / Math.log(2))
            .average()
            .orElseThrow();
    assertTrue(slope > order - 0.5, name + " has slope " + slope);
  }

  private static double error(Sampler sampler, int steps) {
    double variance = 0.25;
    Plan plan =
        Plan.compile(
            full(sampler),
            intervals(sampler, steps),
            Parameterization.EPSILON,
            Thresholding.none());
    List<ReferenceLoop.State> states =
        new ReferenceLoop(
                plan,
                (x, l) ->
                    new double[] {
                      l.sigma() * x[0] / (l.alphaBar() * variance + l.sigma() * l.sigma())
                    },
                draw -> new double[1])
            .trace(new double[] {1});
    double[] times = EVEN.times(SCHEDULE, steps);
    Level from = SCHEDULE.level(times[0]);
    Level to = SCHEDULE.level(times[steps]);
    double exact =
        Math.sqrt(
            (to.alphaBar() * variance + to.sigma() * to.sigma())
                / (from.alphaBar() * variance + from.sigma() * from.sigma()));
    return Math.abs(states.get(states.size() - 1).state()[0] - exact);
  }
}
