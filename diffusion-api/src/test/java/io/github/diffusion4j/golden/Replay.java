package io.github.diffusion4j.golden;

import io.github.diffusion4j.laws.ReferenceLoop;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Stage;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * One reference trajectory, run through a plan in double and in float.
 *
 * @param file where it stands
 * @param reference the trajectory
 * @param mapping what its configuration means
 * @param plan the mapping, compiled
 * @param calls which stages of the plan are which call of the reference
 */
record Replay(GoldenFile file, GoldenFile.Case reference, Mapping mapping, Plan plan, Calls calls) {

  /**
   * Compiles the plan.
   *
   * @throws IllegalArgumentException if the reference refuses the configuration, or this library
   *     does
   */
  static Replay of(GoldenFile file, GoldenFile.Case reference) {
    int[] borderline = reference.integer_conversion_borderline_indices();
    Mapping mapping =
        Mapping.of(ReferenceCall.of(file.scheduler(), reference))
            .settled(reference.timesteps(), borderline == null ? new int[0] : borderline);
    Plan plan = mapping.plan();
    return new Replay(
        file,
        reference,
        mapping,
        plan,
        Calls.of(plan, call -> stages(reference, call), reference.noise_draws()));
  }

  /** How many stages of the plan a recorded call is: as many as it draws where it undoes a step. */
  private static int stages(GoldenFile.Case reference, int call) {
    List<String> ops = reference.ops();
    int[] draws = reference.noise_draws();
    return ops == null || draws == null || !ops.get(call).equals("undo") ? 1 : draws[call];
  }

  /** The difference from the reference after every recorded call, in double precision. */
  double worst() {
    return Difference.worst(recorded(), List.of(reference.x()));
  }

  /** The same between the library's own float loop and the double one, after every evaluation. */
  double worstInFloat() {
    List<double[]> replayed = new ArrayList<>();
    List<ReferenceLoop.State> states = trace();
    for (int stage = 0; stage < plan.stages().size(); stage++) {
      if (!(plan.stages().get(stage) instanceof Stage.AddNoise)) {
        replayed.add(states.get(stage + 1).state());
      }
    }
    return Difference.worst(new FloatRun(this).inputs(), replayed);
  }

  /** Forward noising against the reference's. */
  double worstNoising() {
    GoldenFile.AddNoise expected = Objects.requireNonNull(reference.add_noise());
    double[] noise = file.noise_for_add_noise() != null ? file.noise_for_add_noise() : file.draw(0);
    Level level = mapping.noising(expected.timestep());
    double[] noised = new double[noise.length];
    Arrays.setAll(noised, i -> level.alpha() * file.x_init()[i] + level.sigma() * noise[i]);
    return Difference.of(noised, expected.result());
  }

  /** What the loop is given. */
  double[] given() {
    return file.x_init();
  }

  /** A draw by its number in the plan. */
  double[] draw(int number) {
    return file.draw(Objects.requireNonNull(calls.draws().get(number)));
  }

  /** The network's raw output. */
  double[] network(double[] x, Level level) {
    return network().output(x, mapping.told(level));
  }

  private Network network() {
    Network network =
        file.scheduler().equals("ScoreSdeVeScheduler")
            ? Network.score(reference.model_T())
            : Network.formula(reference.model_T());
    return plan.wantsLearnedVariance() ? network.withVariance() : network;
  }

  private ReferenceLoop.Known known() {
    double[] image = file.original_image();
    double[] mask = file.mask();
    return image == null || mask == null
        ? new ReferenceLoop.Known(new double[0], new double[0])
        : new ReferenceLoop.Known(image, mask);
  }

  /** The result without the noise of the last stage, against the reference's. */
  double worstMean() {
    int last = plan.stages().get(plan.stages().size() - 1).draw();
    List<ReferenceLoop.State> states =
        trace(number -> number == last ? new double[given().length] : draw(number));
    return Difference.of(
        states.get(states.size() - 1).state(), Objects.requireNonNull(reference.x_mean_last()));
  }

  private List<ReferenceLoop.State> trace() {
    return trace(this::draw);
  }

  private List<ReferenceLoop.State> trace(IntFunction<double[]> draws) {
    return new ReferenceLoop(plan, this::network, draws, known()).trace(given());
  }

  /** The samples as the reference records them: what its next call is given. */
  private List<double[]> recorded() {
    List<ReferenceLoop.State> states = trace();
    return calls.ends().stream()
        .map(
            end -> {
              double scale = inputScale(end + 1);
              return Arrays.stream(states.get(end + 1).x()).map(x -> x / scale).toArray();
            })
        .toList();
  }

  private double inputScale(int stage) {
    if (stage == plan.stages().size()) {
      return 1;
    }
    Stage next = plan.stages().get(stage);
    if (next instanceof Stage.Evaluate e) {
      return e.level().inputScale() / mapping.unit(e.level());
    }
    return next instanceof Stage.Langevin l ? l.level().inputScale() : 1;
  }

  @Override
  public String toString() {
    return file.scheduler() + " " + reference.id();
  }
}
