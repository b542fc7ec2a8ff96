package io.github.diffusion4j.plan;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.NoiseSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles formulas into coefficients. The formula runs over symbols; what later stages use of a
 * stage decides what it stores, and in how many memory slots.
 *
 * <p>Immutable and thread-safe.
 */
public final class PlanCompiler {
  private enum Pixels {
    FREE,
    KNOWN
  }

  private final Predictions predictions;
  private final Thresholding thresholding;
  private final Plan.Given given;
  private final Pixels pixels;

  private PlanCompiler(
      Predictions predictions, Thresholding thresholding, Plan.Given given, Pixels pixels) {
    this.predictions = predictions;
    this.thresholding = thresholding;
    this.given = given;
    this.pixels = pixels;
  }

  /**
   * A compiler of plans that start from N(0, 1), scaled to {@link Sampler#startDeviation}.
   *
   * @param parameterization of the network
   * @param thresholding of x0-hat
   * @return the compiler
   */
  public static PlanCompiler of(Parameterization parameterization, Thresholding thresholding) {
    return new PlanCompiler(
        new Predictions(parameterization, thresholding),
        thresholding,
        Plan.Given.STATE,
        Pixels.FREE);
  }

  /**
   * A compiler of plans that start from a clean sample, which they noise to the first level: image
   * to image, "SDEdit" (2108.01073).
   *
   * @return such a compiler
   */
  public PlanCompiler fromImage() {
    return new PlanCompiler(predictions, thresholding, Plan.Given.IMAGE, pixels);
  }

  /**
   * A compiler of plans that put back known pixels after every evaluation, noised to the level
   * reached: replacement (2011.13456, appendix I.2), and what RePaint (2201.09865) builds on.
   *
   * @return such a compiler
   */
  public PlanCompiler keepingKnown() {
    return new PlanCompiler(predictions, thresholding, given, Pixels.KNOWN);
  }

  /**
   * Compiles a sampler.
   *
   * @param sampler whose formula runs once for each interval
   * @param intervals in order, at least one
   * @return the plan
   * @throws IllegalArgumentException if there is no interval, or the network's output does not
   *     determine what the formula needs at some level (epsilon where there is no signal, or less
   *     than float32 can carry)
   */
  public Plan compile(Sampler sampler, List<Interval> intervals) {
    Recorder recorder = record(sampler, intervals);
    StatePlacement placement = new StatePlacement(recorder);
    List<List<LinearForm>> closings = new ArrayList<>();
    for (int stage = -1; stage < recorder.entries().size(); stage++) {
      closings.add(
          List.of(
              placement
                  .over(stage, placement.input(stage + 1))
                  .times(inputScale(recorder, stage + 1)),
              placement.over(stage, LinearForm.of(new Symbol.State(placement.at(stage + 1))))));
    }
    SlotAllocator slots = SlotAllocator.assign(closings);
    int draws = given == Plan.Given.IMAGE ? NoiseSource.START : NoiseSource.START + 1;
    Coefficients first = slots.row(closings.get(0).get(0), -1, 0);
    Coefficients state = slots.row(closings.get(0).get(1), -1, 0);
    boolean noisyStart = first.z() != 0 || state.z() != 0;
    double scale = given == Plan.Given.IMAGE ? 1 : sampler.startDeviation(intervals.get(0).from());
    Plan.Start start =
        new Plan.Start(
            first.onGiven(scale),
            state.onGiven(scale),
            noisyStart ? draws++ : Stage.NO_DRAW,
            given);
    List<Stage> stages = new ArrayList<>();
    NoiseWidth width = new NoiseWidth(sampler.toString());
    for (int stage = 0; stage < recorder.entries().size(); stage++) {
      Coefficients next =
          slots.row(closings.get(stage + 1).get(0), stage, placement.closing(stage));
      Coefficients nextState =
          slots.row(closings.get(stage + 1).get(1), stage, placement.closing(stage));
      Stage made =
          stage(
              recorder,
              stage,
              slots.keptOf(stage),
              draws,
              next,
              nextState,
              known(recorder, placement, stage));
      draws += made.draw() == Stage.NO_DRAW ? 0 : 1;
      stages.add(made);
      if (made instanceof Stage.Evaluate) {
        width.add(nextState.z(), placement.level(stage), placement.level(stage + 1));
      }
      checkArgument(
          next.isFinite() && nextState.isFinite(),
          "%s has no finite step after %s: no signal or no noise is left there; choose a spacing or a sampler that avoids it",
          sampler,
          placement.level(stage));
    }
    width.warn();
    return new Plan(sampler.toString(), slots.count(), thresholding, start, stages);
  }

  private Recorder record(Sampler sampler, List<Interval> intervals) {
    checkArgument(!intervals.isEmpty(), "no intervals: a plan has at least one step");
    Level from = intervals.get(0).from();
    Recorder recorder = new Recorder(intervals.size(), given == Plan.Given.IMAGE ? CLEAN : from);
    if (given == Plan.Given.IMAGE) {
      LinearForm noised =
          recorder.state().times(from.alpha()).plus(recorder.renoise().times(from.sigma()));
      recorder.nextState(noised, from);
    }
    for (Interval interval : intervals) {
      recorder.nextInterval();
      recorder.nextState(sampler.step(interval, recorder), interval.to());
    }
    checkArgument(
        recorder.entries().stream().anyMatch(e -> !(e instanceof Recorder.Renoising)),
        "%s never evaluates the network",
        sampler);
    return recorder;
  }

  private Stage stage(
      Recorder recorder,
      int index,
      List<SlotAllocator.Kept> kept,
      int draw,
      Coefficients next,
      Coefficients nextState,
      Stage.@Nullable KnownPixels known) {
    boolean knownNoise =
        known != null && (known.next().noise() != 0 || known.nextState().noise() != 0);
    boolean noisy =
        knownNoise
            || next.z() != 0
            || nextState.z() != 0
            || kept.stream().anyMatch(k -> k.z() != 0);
    int number = noisy ? draw : Stage.NO_DRAW;
    Recorder.Entry entry = recorder.entries().get(index);
    if (entry instanceof Recorder.Evaluation evaluation) {
      Level level = evaluation.level();
      predictions.checkSignal(level);
      return new Stage.Evaluate(
          level,
          predictions.x0(level),
          kept.stream().map(k -> predictions.store(k, level)).toList(),
          number,
          recorder.variance(index),
          next,
          nextState,
          known);
    }
    checkArgument(
        kept.isEmpty(), "the draw of stage %s is used later, when it is no longer stored", index);
    if (entry instanceof Recorder.Correction correction) {
      Level level = correction.level();
      return new Stage.Langevin(
          level,
          predictions.score(level),
          correction.snr(),
          correction.factor(),
          draw,
          next,
          nextState,
          known);
    }
    return new Stage.AddNoise(number, next, nextState, known);
  }

  private static final Level CLEAN = Level.of(0, 1, 0);

  private Stage.@Nullable KnownPixels known(
      Recorder recorder, StatePlacement placement, int stage) {
    boolean mixesOnly = recorder.entries().get(stage) instanceof Recorder.Renoising;
    if (pixels == Pixels.FREE || mixesOnly) {
      return null;
    }
    Level nextState = placement.level(stage + 1);
    Level next = evaluated(recorder, stage + 1, nextState);
    double scale = inputScale(recorder, stage + 1);
    return new Stage.KnownPixels(
        new Stage.NoisedBy(scale * next.alpha(), scale * next.sigma()),
        new Stage.NoisedBy(nextState.alpha(), nextState.sigma()));
  }

  /** The level of the network's input in a stage, or another where it is not asked. */
  private static Level evaluated(Recorder recorder, int stage, Level otherwise) {
    if (stage == recorder.entries().size()) {
      return otherwise;
    }
    Recorder.Entry entry = recorder.entries().get(stage);
    if (entry instanceof Recorder.Evaluation evaluation) {
      return evaluation.level();
    }
    return entry instanceof Recorder.Correction correction ? correction.level() : otherwise;
  }

  private static double inputScale(Recorder recorder, int stage) {
    return evaluated(recorder, stage, CLEAN).inputScale();
  }
}
