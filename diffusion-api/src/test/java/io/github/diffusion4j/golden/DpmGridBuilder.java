package io.github.diffusion4j.golden;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * How the reference's solvers come from a configuration to a grid: timesteps give sigmas, or sigmas
 * along a curve give timesteps.
 *
 * @param kind of solver
 * @param config what is asked for
 * @param table of training
 * @param curve the sigmas follow, if any
 * @param n how many steps are asked for
 */
record DpmGridBuilder(
    DpmScheduler kind, Config config, DpmTable table, Optional<DpmCurve> curve, int n) {

  static DpmGridBuilder of(DpmScheduler kind, Config config) {
    Optional<DpmCurve> curve = DpmCurve.of(config);
    DpmRefusals.check(kind, config, curve);
    int n =
        config.asks("sigmas")
            ? config.askedList("sigmas").length
            : config.asks("timesteps")
                ? config.askedList("timesteps").length
                : (int) config.asked("num_inference_steps");
    return new DpmGridBuilder(kind, config, DpmTable.of(config), curve, n);
  }

  DpmGrid grid() {
    if (unipcKarrasFlow()) {
      return ofFlow(Arrays.stream(alongCurve(DpmCurve.KARRAS)).map(s -> s / (s + 1)).toArray());
    }
    if (curve.isPresent()) {
      double[] sigmas = alongCurve(curve.get());
      DoubleUnaryOperator whole =
          kind.rounds(curve.get(), config) ? Math::rint : DpmGridBuilder::whole;
      DpmTable source = source();
      return spread(sigmas, Arrays.stream(sigmas).map(source::timeOf).map(whole).toArray());
    }
    if (flow()) {
      return ofFlow(
          kind == DpmScheduler.UNIPC ? DpmFlow.unipcSigmas(config, n) : DpmFlow.sigmas(config, n));
    }
    double[] timesteps =
        config.asks("timesteps")
            ? Arrays.stream(config.askedList("timesteps")).map(DpmGridBuilder::whole).toArray()
            : DpmTimes.of(config, table).spaced(kind.spacing(config), n);
    double[] sigmas = Arrays.stream(timesteps).map(table::at).toArray();
    return ended(timesteps, sigmas, kind.endOfTimesteps(config, table));
  }

  private static double whole(double timestep) {
    return (long) timestep;
  }

  private boolean flow() {
    return config.is("use_flow_sigmas");
  }

  /** UniPC alone turns the ratios of a curve into flow sigmas, and those of one curve only. */
  private boolean unipcKarrasFlow() {
    return kind == DpmScheduler.UNIPC && flow() && curve.equals(Optional.of(DpmCurve.KARRAS));
  }

  /** Given sigmas stand in for the training's; only their ends matter then. */
  private DpmTable source() {
    return config.asks("sigmas") ? new DpmTable(config.askedList("sigmas")) : table;
  }

  private double[] alongCurve(DpmCurve along) {
    double smallest = config.has("sigma_min") ? config.number("sigma_min") : source().first();
    double largest = config.has("sigma_max") ? config.number("sigma_max") : source().last();
    return along.ratios(largest, smallest, n);
  }

  private DpmGrid ofFlow(double[] sigmas) {
    int total = config.trainingSteps();
    return spread(
        sigmas, Arrays.stream(sigmas).map(s -> s * total).map(DpmGridBuilder::whole).toArray());
  }

  private DpmGrid spread(double[] sigmas, double[] timesteps) {
    return ended(timesteps, sigmas, kind.endOfSigmas(config, sigmas, table));
  }

  private DpmGrid ended(double[] timesteps, double[] visited, double end) {
    double[] sigmas = Arrays.copyOf(visited, visited.length + 1);
    sigmas[visited.length] = end;
    DpmFrame frame = flow() ? DpmFrame.FLOW : DpmFrame.VARIANCE_PRESERVING;
    return new DpmGrid(frame, timesteps, sigmas, 1);
  }
}
