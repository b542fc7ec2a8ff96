package io.github.diffusion4j.sampler;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns formulas into rows. The formula runs over symbols; what the rows of later stages name of a
 * stage decides what it remembers, and in how many {@link Slots}.
 */
final class PlanCompiler {
  private final Parameterization parameterization;
  private final Shaping shaping;

  PlanCompiler(Parameterization parameterization, Shaping shaping) {
    this.parameterization = parameterization;
    this.shaping = shaping;
  }

  Plan compile(Sampler sampler, List<Interval> intervals) {
    checkArgument(!intervals.isEmpty(), "no intervals: a plan has at least one step");
    Tape tape = new Tape();
    for (Interval interval : intervals) {
      tape.anchor(sampler.step(interval, tape));
    }
    checkArgument(tape.stages() > 0, "%s never evaluates the network", sampler);

    List<List<Mix>> closings = new ArrayList<>();
    for (int stage = -1; stage < tape.stages(); stage++) {
      closings.add(closing(tape, stage));
    }
    Slots slots = Slots.assign(closings);
    Draws draws = new Draws();
    Level first = intervals.get(0).from();
    Plan.Start start =
        start(closings.get(0), slots, Math.hypot(first.alpha(), first.sigma()), draws);
    List<Stage> stages = new ArrayList<>();
    for (int stage = 0; stage < tape.stages(); stage++) {
      Row next = slots.row(closings.get(stage + 1).get(0), stage, tape.evaluation(stage).anchor());
      Row anchor =
          slots.row(closings.get(stage + 1).get(1), stage, tape.evaluation(stage).anchor());
      Level level = tape.evaluation(stage).level();
      List<Stage.Remember> remember =
          slots.keptOf(stage).stream().map(kept -> remember(kept, level)).toList();
      boolean noisy =
          next.z() != 0 || anchor.z() != 0 || remember.stream().anyMatch(r -> r.z() != 0);
      stages.add(
          new Stage.Evaluate(
              level,
              overInput(parameterization.x0(level), level),
              remember,
              noisy ? draws.next() : Stage.NO_DRAW,
              tape.variance(stage),
              next,
              anchor));
    }
    return new Plan(sampler.toString(), slots.count(), shaping, start, stages);
  }

  /** The next input and the next anchor, in symbols, after a stage; after -1, the start. */
  private static List<Mix> closing(Tape tape, int stage) {
    int here = stage < 0 ? 0 : tape.evaluation(stage).anchor();
    if (stage + 1 == tape.stages()) {
      Mix result = tape.over(here, Mix.of(new Symbol.State(tape.lastAnchor())));
      return List.of(result, result);
    }
    Tape.Evaluation following = tape.evaluation(stage + 1);
    return List.of(
        tape.over(here, following.x()).times(following.level().inputScale()),
        tape.over(here, Mix.of(new Symbol.State(following.anchor()))));
  }

  /** A sample starts as N(0, 1), which the first level scales to N(0, alpha^2 + sigma^2). */
  private static Plan.Start start(List<Mix> closing, Slots slots, double scale, Draws draws) {
    Row next = slots.row(closing.get(0), -1, 0);
    Row anchor = slots.row(closing.get(1), -1, 0);
    return new Plan.Start(
        new Row(next.base() * scale, next.memory(), next.z()),
        new Row(anchor.base() * scale, anchor.memory(), anchor.z()),
        next.z() != 0 || anchor.z() != 0 ? draws.next() : Stage.NO_DRAW);
  }

  /** A kept combination of x0, epsilon and noise, told over what the loop holds. */
  private Stage.Remember remember(Slots.Kept kept, Level level) {
    boolean shaped = !(shaping instanceof Shaping.None);
    boolean consistent = shaped && !(shaping instanceof Shaping.RawEpsilon) && level.sigma() > 0;
    Parameterization.Row x0 = overInput(parameterization.x0(level), level);
    Parameterization.Row epsilon = overInput(parameterization.epsilon(level), level);
    double x = 0;
    double raw = 0;
    double clean = 0;
    if (kept.x0() != 0 && shaped) {
      clean += kept.x0();
    } else if (kept.x0() != 0) {
      x += kept.x0() * x0.x();
      raw += kept.x0() * x0.raw();
    }
    if (kept.epsilon() != 0 && consistent) {
      // x = alpha x0 + sigma epsilon, solved for epsilon
      x += kept.epsilon() / (level.sigma() * level.inputScale());
      clean -= kept.epsilon() * level.alpha() / level.sigma();
    } else if (kept.epsilon() != 0) {
      x += kept.epsilon() * epsilon.x();
      raw += kept.epsilon() * epsilon.raw();
    }
    checkArgument(
        Double.isFinite(x + raw) && (clean == 0 || x0.isFinite()),
        "the network predicts %s, which cannot be told at time %s (alpha %s, sigma %s): "
            + "where there is no signal, use a network that predicts v or x0; where there is no "
            + "noise, one that predicts v or epsilon",
        parameterization,
        level.time(),
        level.alpha(),
        level.sigma());
    return new Stage.Remember(kept.slot(), x, raw, clean, kept.z());
  }

  /** A row over the sample as a row over the network's input. */
  private static Parameterization.Row overInput(Parameterization.Row row, Level level) {
    return new Parameterization.Row(row.x() / level.inputScale(), row.raw());
  }

  /** Numbers the draws; 0 is the start noise. */
  private static final class Draws {
    private int last;

    int next() {
      return ++last;
    }
  }
}
