package io.github.diffusion4j.plan;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PlanWriter} writes. */
final class PlanReader {
  private static final int MOST_SLOTS = 1000;

  private final LineScanner in;
  private int memory;

  private PlanReader(LineScanner in) {
    this.in = in;
  }

  static Plan read(String text) {
    LineScanner in = new LineScanner(text);
    try {
      return new PlanReader(in).plan();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "no plan, %s: a number is wanted".formatted(in.place()), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "no plan, %s: %s".formatted(in.place(), e.getMessage()), e);
    }
  }

  private Plan plan() {
    if (!in.hasLine() || !(in.nextLine() + " " + in.rest()).equals(PlanWriter.VERSION)) {
      throw new IllegalArgumentException("it begins with '" + PlanWriter.VERSION + "'");
    }
    in.nextLine("sampler");
    String sampler = in.rest();
    in.nextLine("memory");
    memory = in.whole(0, MOST_SLOTS);
    in.nextLine("shaping");
    Thresholding thresholding = thresholding();
    in.nextLine("start");
    int draw = draw();
    Plan.Given given = given();
    Plan.Start start = new Plan.Start(row("next"), row("anchor"), draw, given);
    List<Stage> stages = new ArrayList<>();
    while (in.hasLine()) {
      stages.add(stage(in.nextLine()));
    }
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("no stages: a plan has at least one");
    }
    return new Plan(sampler, memory, thresholding, start, stages);
  }

  private Plan.Given given() {
    if (in.endsHere()) {
      return Plan.Given.STATE;
    }
    in.take(PlanWriter.IMAGE);
    return Plan.Given.IMAGE;
  }

  private Stage stage(String kind) {
    int draw = draw();
    return switch (kind) {
      case "evaluate" -> evaluate(draw);
      case "langevin" -> langevin(draw);
      case "renoise" -> new Stage.AddNoise(draw, row("next"), row("anchor"), known());
      default -> throw new IllegalArgumentException("a stage is evaluate, langevin or renoise");
    };
  }

  private Stage evaluate(int draw) {
    Level level = level();
    in.take("x0");
    Parameterization.XRawCoefficients x0 =
        new Parameterization.XRawCoefficients(in.number(), in.number());
    in.take("variance");
    LogVariance variance = new LogVariance(in.number(), in.number());
    List<Stage.Store> kept = new ArrayList<>();
    while (in.follows("remember")) {
      in.nextLine();
      kept.add(
          new Stage.Store(
              in.whole(0, memory - 1), in.number(), in.number(), in.number(), in.number()));
    }
    return new Stage.Evaluate(level, x0, kept, draw, variance, row("next"), row("anchor"), known());
  }

  private Stage langevin(int draw) {
    Level level = level();
    in.take("score");
    Parameterization.XRawCoefficients score =
        new Parameterization.XRawCoefficients(in.number(), in.number());
    in.take("snr");
    double snr = in.number();
    in.take("factor");
    double factor = in.number();
    return new Stage.Langevin(level, score, snr, factor, draw, row("next"), row("anchor"), known());
  }

  private Thresholding thresholding() {
    return switch (in.take()) {
      case "none" -> Thresholding.none();
      case "clip" -> Thresholding.clip(in.number());
      case "threshold" -> Thresholding.dynamicThreshold(in.number(), in.number());
      case "raw-epsilon" -> thresholding().keepingRawEpsilon();
      default ->
          throw new IllegalArgumentException("shaping is none, clip, threshold or raw-epsilon");
    };
  }

  private Stage.@Nullable KnownPixels known() {
    if (!in.follows("known")) {
      return null;
    }
    in.nextLine();
    return new Stage.KnownPixels(
        new Stage.NoisedBy(in.number(), in.number()), new Stage.NoisedBy(in.number(), in.number()));
  }

  private Coefficients row(String name) {
    in.nextLine(name);
    double state = in.number();
    List<Double> slots = new ArrayList<>();
    for (int k = 0; k < memory; k++) {
      slots.add(in.number());
    }
    Coefficients row = new Coefficients(state, slots, in.number());
    if (!in.endsHere()) {
      throw new IllegalArgumentException(
          "%d factors are wanted: state, %d slots, noise".formatted(memory + 2, memory));
    }
    return row;
  }

  private Level level() {
    in.take("level");
    return new Level(in.number(), in.number(), in.number(), in.number(), in.number());
  }

  private int draw() {
    in.take("draw");
    return in.whole(Stage.NO_DRAW, Integer.MAX_VALUE);
  }
}
