package io.github.diffusion4j.plan;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.NoiseSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns formulas into rows. The formula runs over symbols; what the rows of later stages name of a
 * stage decides what it remembers, and in how many memory slots.
 *
 * <p>Immutable and thread-safe.
 */
public final class PlanCompiler {
  private enum Pixels {
    FREE,
    KNOWN
  }

  private final Predictions predictions;
  private final Thresholding shaping;
  private final Plan.Given given;
  private final Pixels pixels;

  private PlanCompiler(
      Predictions predictions, Thresholding shaping, Plan.Given given, Pixels pixels) {
    this.predictions = predictions;
    this.shaping = shaping;
    this.given = given;
    this.pixels = pixels;
  }

  /**
   * A compiler of plans that start from N(0, 1), scaled to {@link Sampler#startDeviation}.
   *
   * @param parameterization of the network
   * @param shaping of x0-hat
   * @return the compiler
   */
  public static PlanCompiler of(Parameterization parameterization, Thresholding shaping) {
    return new PlanCompiler(
        new Predictions(parameterization, shaping), shaping, Plan.Given.STATE, Pixels.FREE);
  }

  /**
   * A compiler of plans that start from a clean sample, which they noise to the first level: image
   * to image, "SDEdit" (2108.01073).
   *
   * @return such a compiler
   */
  public PlanCompiler fromImage() {
    return new PlanCompiler(predictions, shaping, Plan.Given.IMAGE, pixels);
  }

  /**
   * A compiler of plans that put back known pixels after every evaluation, noised to the level
   * reached: replacement (2011.13456, appendix I.2), and what RePaint (2201.09865) builds on.
   *
   * @return such a compiler
   */
  public PlanCompiler keepingKnown() {
    return new PlanCompiler(predictions, shaping, given, Pixels.KNOWN);
  }

  /**
   * Compiles a sampler.
   *
   * @param sampler whose formula runs once for each interval
   * @param intervals in order, at least one
   * @return the plan
   * @throws IllegalArgumentException if there is no interval, or the network cannot tell what the
   *     formula wants to know at some level (epsilon where there is no signal, or less than float32
   *     can carry)
   */
  public Plan compile(Sampler sampler, List<Interval> intervals) {
    Recorder tape = record(sampler, intervals);
    StatePlacement bases = new StatePlacement(tape);
    List<List<LinearForm>> closings = new ArrayList<>();
    for (int stage = -1; stage < tape.entries().size(); stage++) {
      closings.add(
          List.of(
              bases.over(stage, bases.input(stage + 1)).times(inputScale(tape, stage + 1)),
              bases.over(stage, LinearForm.of(new Symbol.State(bases.at(stage + 1))))));
    }
    SlotAllocator slots = SlotAllocator.assign(closings);
    int draws = given == Plan.Given.IMAGE ? NoiseSource.START : NoiseSource.START + 1;
    Row first = slots.row(closings.get(0).get(0), -1, 0);
    Row base = slots.row(closings.get(0).get(1), -1, 0);
    boolean noisyStart = first.z() != 0 || base.z() != 0;
    double scale = given == Plan.Given.IMAGE ? 1 : sampler.startDeviation(intervals.get(0).from());
    Plan.Start start =
        new Plan.Start(
            first.onGiven(scale), base.onGiven(scale), noisyStart ? draws++ : Stage.NO_DRAW, given);
    List<Stage> stages = new ArrayList<>();
    NoiseWidth width = new NoiseWidth(sampler.toString());
    for (int stage = 0; stage < tape.entries().size(); stage++) {
      Row next = slots.row(closings.get(stage + 1).get(0), stage, bases.closing(stage));
      Row anchor = slots.row(closings.get(stage + 1).get(1), stage, bases.closing(stage));
      Stage made =
          stage(tape, stage, slots.keptOf(stage), draws, next, anchor, known(tape, bases, stage));
      draws += made.draw() == Stage.NO_DRAW ? 0 : 1;
      stages.add(made);
      if (made instanceof Stage.Evaluate) {
        width.add(anchor.z(), bases.level(stage), bases.level(stage + 1));
      }
      checkArgument(
          next.isFinite() && anchor.isFinite(),
          "%s has no finite step after %s: no signal or no noise is left there; choose a spacing or a sampler that avoids it",
          sampler,
          bases.level(stage));
    }
    width.warn();
    return new Plan(sampler.toString(), slots.count(), shaping, start, stages);
  }

  private Recorder record(Sampler sampler, List<Interval> intervals) {
    checkArgument(!intervals.isEmpty(), "no intervals: a plan has at least one step");
    Level from = intervals.get(0).from();
    Recorder tape = new Recorder(intervals.size(), given == Plan.Given.IMAGE ? CLEAN : from);
    if (given == Plan.Given.IMAGE) {
      LinearForm noised = tape.state().times(from.alpha()).plus(tape.renoise().times(from.sigma()));
      tape.anchor(noised, from);
    }
    for (Interval interval : intervals) {
      tape.nextInterval();
      tape.anchor(sampler.step(interval, tape), interval.to());
    }
    checkArgument(
        tape.entries().stream().anyMatch(e -> !(e instanceof Recorder.Renoising)),
        "%s never evaluates the network",
        sampler);
    return tape;
  }

  private Stage stage(
      Recorder tape,
      int index,
      List<SlotAllocator.Kept> kept,
      int draw,
      Row next,
      Row anchor,
      Stage.@Nullable Known known) {
    boolean knownNoise =
        known != null && (known.next().noise() != 0 || known.anchor().noise() != 0);
    boolean noisy =
        knownNoise || next.z() != 0 || anchor.z() != 0 || kept.stream().anyMatch(k -> k.z() != 0);
    int number = noisy ? draw : Stage.NO_DRAW;
    Recorder.Entry entry = tape.entries().get(index);
    if (entry instanceof Recorder.Evaluation evaluation) {
      Level level = evaluation.level();
      predictions.checkSignal(level);
      return new Stage.Evaluate(
          level,
          predictions.x0(level),
          kept.stream().map(k -> predictions.remember(k, level)).toList(),
          number,
          tape.variance(index),
          next,
          anchor,
          known);
    }
    checkArgument(kept.isEmpty(), "the draw of stage %s is named later, when it is gone", index);
    if (entry instanceof Recorder.Correction correction) {
      Level level = correction.level();
      return new Stage.Langevin(
          level,
          predictions.score(level),
          correction.snr(),
          correction.factor(),
          draw,
          next,
          anchor,
          known);
    }
    return new Stage.AddNoise(number, next, anchor, known);
  }

  private static final Level CLEAN = Level.of(0, 1, 0);

  private Stage.@Nullable Known known(Recorder tape, StatePlacement bases, int stage) {
    boolean mixesOnly = tape.entries().get(stage) instanceof Recorder.Renoising;
    if (pixels == Pixels.FREE || mixesOnly) {
      return null;
    }
    Level anchor = bases.level(stage + 1);
    Level next = evaluated(tape, stage + 1, anchor);
    double scale = inputScale(tape, stage + 1);
    return new Stage.Known(
        new Stage.Noised(scale * next.alpha(), scale * next.sigma()),
        new Stage.Noised(anchor.alpha(), anchor.sigma()));
  }

  /** The level of the network's input in a stage, or another where it is not asked. */
  private static Level evaluated(Recorder tape, int stage, Level otherwise) {
    if (stage == tape.entries().size()) {
      return otherwise;
    }
    Recorder.Entry entry = tape.entries().get(stage);
    if (entry instanceof Recorder.Evaluation evaluation) {
      return evaluation.level();
    }
    return entry instanceof Recorder.Correction correction ? correction.level() : otherwise;
  }

  private static double inputScale(Recorder tape, int stage) {
    return evaluated(tape, stage, CLEAN).inputScale();
  }
}
