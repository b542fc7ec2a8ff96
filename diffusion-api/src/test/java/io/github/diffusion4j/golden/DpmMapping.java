package io.github.diffusion4j.golden;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.DpmCorrection;
import io.github.diffusion4j.sampler.DpmEquation;
import io.github.diffusion4j.sampler.Multistep;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.sampler.UniPcOptions;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.List;

/** DPM-Solver in its forms, UniPC and DEIS. Epsilon follows the shaped x0 in all of them. */
final class DpmMapping {
  private final Config config;
  private final DpmGrid grid;

  private DpmMapping(String scheduler, Config config) {
    this.config = config;
    this.grid =
        DpmGrid.of(scheduler, config).settled(config.timestepsRecorded(), config.borderline());
  }

  static Mapping multistep(String scheduler, Config config) {
    DpmMapping m = new DpmMapping(scheduler, config);
    DpmAlgorithm algorithm = DpmAlgorithm.of(scheduler, config);
    List<Integer> orders = DpmOrders.multistep(config, m.grid.steps());
    orders.forEach(order -> algorithm.checkOrder(scheduler, order));
    Multistep sampler =
        Samplers.dpmSolver(kind(algorithm), variant(algorithm, config), 3)
            .withOrders((i, n, order) -> orders.get(i));
    return m.mapping(
        Route.of(
            algorithm == DpmAlgorithm.SDE_DPM ? new SdeFromNoSignal(sampler) : sampler,
            m.intervals()),
        m.shaping());
  }

  static Mapping deis(String scheduler, Config config) {
    DpmMapping m = new DpmMapping(scheduler, config);
    List<Integer> orders = DpmOrders.deis(config, m.grid.steps());
    Multistep sampler = Samplers.deis(3).withOrders((i, n, order) -> orders.get(i));
    Mapping mapping = m.mapping(Route.of(sampler, m.intervals()), m.shaping());
    return new Mapping(
        mapping.route(),
        DpmParameterization.epsilonByX0(mapping.parameterization()),
        mapping.shaping(),
        mapping.network(),
        mapping.initNoiseSigma(),
        mapping.noising(),
        mapping.setting(),
        mapping.stages());
  }

  static Mapping uniPc(String scheduler, Config config) {
    DpmMapping m = new DpmMapping(scheduler, config);
    boolean clean = config.is("predict_x0");
    DpmRefusals.refuse(
        !clean && config.text("prediction_type").equals("flow_prediction"),
        "flow_prediction without predict_x0");
    List<Integer> orders = DpmOrders.predictors(config, m.grid.steps());
    List<Integer> correctors = DpmOrders.correctors(config, m.grid.steps());
    UniPcOptions options =
        new UniPcOptions(
            config.text("solver_type").equals("bh1") ? UniPcOptions.B.BH1 : UniPcOptions.B.BH2,
            clean ? DpmEquation.DPM_PLUS_PLUS : DpmEquation.DPM,
            step -> correctors.get(step + 1) > 0);
    Multistep sampler =
        Samplers.uniPc((int) config.number("solver_order"), options)
            .withOrders((i, n, order) -> orders.get(i));
    return m.mapping(Route.of(sampler, m.intervals()), clean ? m.shaping() : Thresholding.none());
  }

  /** A round of orders 1, 2, .. is one interval, which visits the places of the grid on its way. */
  static Mapping singlestep(String scheduler, Config config) {
    DpmMapping m = new DpmMapping(scheduler, config);
    DpmAlgorithm algorithm = DpmAlgorithm.of(scheduler, config);
    List<Integer> orders = DpmOrders.singlestep(config, m.grid.steps());
    Sampler sampler = Samplers.dpmSolverSinglestep(kind(algorithm), variant(algorithm, config), 3);
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < orders.size(); ) {
      List<Level> between = new ArrayList<>();
      int end = i + 1;
      while (end < orders.size() && orders.get(end) > 1) {
        between.add(m.level(end++));
      }
      intervals.add(new Interval(m.level(i), m.level(end), between));
      i = end;
    }
    return m.mapping(Route.of(sampler, intervals), m.shaping());
  }

  private static DpmEquation kind(DpmAlgorithm algorithm) {
    return switch (algorithm) {
      case DPM -> DpmEquation.DPM;
      case DPM_PLUS_PLUS -> DpmEquation.DPM_PLUS_PLUS;
      case SDE_DPM -> DpmEquation.SDE_DPM;
      case SDE_DPM_PLUS_PLUS -> DpmEquation.SDE_DPM_PLUS_PLUS;
    };
  }

  /** Of the stochastic solver of order 3 the reference weighs D2 in a way of its own. */
  private static DpmCorrection variant(DpmAlgorithm algorithm, Config config) {
    DpmCorrection plain = DpmAlgorithm.isHeun(config) ? DpmCorrection.HEUN : DpmCorrection.MIDPOINT;
    boolean singleMidpoint = plain == DpmCorrection.MIDPOINT && !config.has("timestep_spacing");
    return algorithm == DpmAlgorithm.SDE_DPM_PLUS_PLUS && !singleMidpoint
        ? new ReferenceSde3(plain)
        : plain;
  }

  /** third(z) = phi_2(z) + 1/2. */
  private record ReferenceSde3(DpmCorrection plain) implements DpmCorrection {
    @Override
    public double second(double z) {
      return plain.second(z);
    }

    @Override
    public double third(double z) {
      return (Math.expm1(z) - z) / (z * z) + 0.5;
    }
  }

  private Thresholding shaping() {
    return config.is("thresholding")
        ? Thresholding.dynamicThreshold(
            config.number("dynamic_thresholding_ratio"), config.number("sample_max_value"))
        : Thresholding.none();
  }

  private List<Interval> intervals() {
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < grid.steps(); i++) {
      intervals.add(new Interval(level(i), level(i + 1)));
    }
    return intervals;
  }

  /** Level i; the last is where no network is asked. */
  private Level level(int i) {
    Level exact = grid.level(i, 1 + (i < grid.steps() ? grid.timesteps()[i] : 0));
    double data = config.has("sigma_data") ? config.number("sigma_data") : 0;
    return data == 0
        ? exact
        : new Level(
            exact.time(), exact.alpha(), exact.sigma(), 1 / Math.hypot(exact.sigma(), data));
  }

  private Mapping mapping(Route route, Thresholding shaping) {
    return new Mapping(
            route,
            DpmParameterization.of(config),
            Network.formula(config.modelT()),
            t -> level(Timestep.place(t, grid.timesteps())))
        .withInitNoiseSigma(grid.startSigma())
        .withShaping(shaping);
  }
}
