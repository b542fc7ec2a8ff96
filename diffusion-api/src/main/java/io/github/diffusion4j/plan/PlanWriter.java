package io.github.diffusion4j.plan;

import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** A plan as plain text, one item per line, doubles in hexadecimal so that no bit is lost. */
final class PlanWriter {
  static final String VERSION = "plan 1";

  /** Marks the start of a plan that is given images. */
  static final String IMAGE = "image";

  private final List<String> lines = new ArrayList<>();

  private PlanWriter() {}

  static String write(Plan plan) {
    PlanWriter writer = new PlanWriter();
    writer.line(VERSION);
    writer.line("sampler " + plan.sampler());
    writer.line("memory " + plan.memory());
    writer.line("shaping " + thresholding(plan.thresholding()));
    writer.line("start draw " + plan.start().draw() + (plan.startsFromImage() ? " " + IMAGE : ""));
    writer.rows(plan.start().next(), plan.start().nextState());
    plan.stages().forEach(writer::stage);
    return String.join("\n", writer.lines) + "\n";
  }

  private void stage(Stage stage) {
    if (stage instanceof Stage.Evaluate e) {
      LogVariance v = e.variance();
      line(
          "evaluate draw " + e.draw(),
          level(e.level()),
          "x0" + hex(e.x0().x(), e.x0().raw()),
          "variance" + hex(v.low(), v.high()));
      for (Stage.Store r : e.stores()) {
        line("  remember " + r.slot() + hex(r.x(), r.raw(), r.x0(), r.z()));
      }
    } else if (stage instanceof Stage.Langevin l) {
      line(
          "langevin draw " + l.draw(),
          level(l.level()),
          "score" + hex(l.score().x(), l.score().raw()),
          "snr" + hex(l.snr()),
          "factor" + hex(l.factor()));
    } else {
      line("renoise draw " + stage.draw());
    }
    rows(stage.next(), stage.nextState());
    Stage.KnownPixels known = stage.known();
    if (known != null) {
      line(
          "  known"
              + hex(
                  known.next().signal(),
                  known.next().noise(),
                  known.nextState().signal(),
                  known.nextState().noise()));
    }
  }

  private void rows(Coefficients next, Coefficients nextState) {
    line("  next" + row(next));
    line("  anchor" + row(nextState));
  }

  private static String row(Coefficients row) {
    DoubleStream memory = row.memory().stream().mapToDouble(m -> m);
    return hex(row.state()) + hex(memory.toArray()) + hex(row.z());
  }

  private static String level(Level l) {
    return "level" + hex(l.time(), l.alpha(), l.sigma(), l.inputScale(), l.toldSigma());
  }

  private static String thresholding(Thresholding thresholding) {
    if (thresholding instanceof Thresholding.RawEpsilon raw) {
      return "raw-epsilon " + thresholding(raw.thresholding());
    }
    if (thresholding instanceof Thresholding.Clip clip) {
      return "clip" + hex(clip.bound());
    }
    if (thresholding instanceof Thresholding.DynamicThreshold t) {
      return "threshold" + hex(t.quantile(), t.maximum());
    }
    return "none";
  }

  private static String hex(double... values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(' ').append(Double.toHexString(value));
    }
    return text.toString();
  }

  private void line(String... parts) {
    lines.add(String.join(" ", Arrays.asList(parts)));
  }
}
