package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.DpmEquation;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.sampler.UniPcOptions;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** DPM-Solver in its forms, UniPC and DEIS. Epsilon follows the thresholded x0 in all of them. */
final class DpmMapping {
  private final Settings s;
  private final NoiseSchedule table;
  private final SigmaTable sigmas;
  private final DpmOrders orders;

  private DpmMapping(Settings s) {
    this.s = s;
    table = Tables.schedule(s);
    sigmas = SigmaTable.of(table);
    orders = DpmOrders.of(s);
    DpmGrid.check(s);
  }

  /** Makes the sampler for a grid whose first steps are left out. */
  private interface ForSteps {
    Sampler of(int steps, int skipped);
  }

  static Mapping multistep(Settings s) {
    DpmMapping m = new DpmMapping(s);
    DpmAlgorithm algorithm = DpmAlgorithm.of(s);
    return m.stepByStep(
        DpmParameterization.of(s),
        Tables.thresholding(s),
        (n, skipped) -> algorithm.multistep(m.orders.multistep(n), skipped));
  }

  static Mapping deis(Settings s) {
    DpmMapping m = new DpmMapping(s);
    s.choice("algorithm_type", "deis", "dpmsolver", "dpmsolver++");
    s.choice("solver_type", "logrho", "midpoint", "heun", "bh1", "bh2");
    Parameterization p = DpmParameterization.of(s);
    boolean flow = s.is("use_flow_sigmas");
    return m.stepByStep(
        flow ? new DpmParameterization.EpsilonByX0(p) : p,
        Tables.thresholding(s),
        (n, skipped) -> {
          List<Integer> each = m.orders.deis(n);
          return Samplers.deis(3).withOrders((i, all, order) -> each.get(i + skipped));
        });
  }

  static Mapping uniPc(Settings s) {
    DpmMapping m = new DpmMapping(s);
    boolean clean = s.is("predict_x0");
    if (!clean && s.text("prediction_type").equals("flow_prediction")) {
      throw s.refusal("predict_x0", "flow_prediction needs predict_x0 = true");
    }
    if (s.has("solver_p")) {
      throw s.refusal("solver_p", "another solver as predictor is not supported; set it to null");
    }
    UniPcOptions.B b =
        s.choice("solver_type", "bh1", "bh2", "midpoint", "heun", "logrho").equals("bh1")
            ? UniPcOptions.B.BH1
            : UniPcOptions.B.BH2;
    DpmEquation equation = clean ? DpmEquation.DPM_PLUS_PLUS : DpmEquation.DPM;
    return m.stepByStep(
        DpmParameterization.of(s),
        clean ? Tables.thresholding(s) : Thresholding.none(),
        (n, skipped) -> {
          List<Integer> each = m.orders.predictors(n);
          List<Integer> corrected = m.orders.correctors(n);
          UniPcOptions options =
              new UniPcOptions(b, equation, step -> corrected.get(step + 1 + skipped) > 0);
          return Samplers.uniPc(m.orders.order(), options)
              .withOrders((i, all, order) -> each.get(i + skipped));
        });
  }

  private Mapping stepByStep(
      Parameterization parameterization, Thresholding thresholding, ForSteps sampler) {
    return mapping(
        parameterization,
        thresholding,
        (steps, skipped) -> {
          DpmGrid grid = DpmGrid.of(s, sigmas, steps);
          List<Interval> intervals =
              IntStream.range(0, grid.steps())
                  .mapToObj(i -> new Interval(grid.level(i), grid.level(i + 1)))
                  .toList();
          Sampler each = sampler.of(grid.steps(), skipped);
          return new Mapping.Route(Leg.of(each, intervals), 1).without(skipped);
        });
  }

  /** A round of orders 1, 2, .. is one interval, which visits the places of the grid on its way. */
  static Mapping singlestep(Settings s) {
    DpmMapping m = new DpmMapping(s);
    DpmAlgorithm algorithm = DpmAlgorithm.of(s);
    return m.mapping(
        DpmParameterization.of(s),
        Tables.thresholding(s),
        (steps, skipped) -> {
          DpmGrid grid = DpmGrid.of(s, m.sigmas, steps);
          List<Integer> orders = m.orders.singlestep(grid.steps());
          return new Mapping.Route(
              Leg.of(algorithm.singlestep(), rounds(grid, orders, skipped)), 1);
        });
  }

  private static List<Interval> rounds(DpmGrid grid, List<Integer> orders, int skipped) {
    List<Interval> intervals = new ArrayList<>();
    for (int i = Math.min(skipped, grid.steps() - 1); i < grid.steps(); ) {
      List<Level> between = new ArrayList<>();
      int end = i + 1;
      while (end < grid.steps() && orders.get(end) > 1) {
        between.add(grid.level(end++));
      }
      intervals.add(new Interval(grid.level(i), grid.level(end), between));
      i = end;
    }
    return intervals;
  }

  private Mapping mapping(
      Parameterization parameterization, Thresholding thresholding, Mapping.Walks walks) {
    NoiseSchedule schedule =
        s.is("use_flow_sigmas")
            ? NoiseSchedule.flow(s.trainingSteps(), DpmFlow.shift(s).factor())
            : table;
    return Mapping.discrete(schedule, parameterization, thresholding, walks)
        .withVariance(
            s.has("variance_type")
                    && s.choice("variance_type", "learned", "learned_range").startsWith("learned")
                ? ModelCard.Variance.LEARNED_RANGE
                : ModelCard.Variance.FIXED);
  }
}
