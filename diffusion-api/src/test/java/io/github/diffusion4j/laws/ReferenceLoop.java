package io.github.diffusion4j.laws;

import io.github.diffusion4j.plan.Coefficients;
import io.github.diffusion4j.plan.LogVariance;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Stage;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * The slow obvious twin of the sampling loop: one sample, double precision, a fresh array for
 * everything.
 *
 * @param plan what to run
 * @param network raw output for an input at a level; twice as long with a learned variance
 * @param draws noise by its number in the plan
 * @param known what must stay, for a plan that keeps it
 */
public record ReferenceLoop(
    Plan plan,
    BiFunction<double[], Level, double[]> network,
    IntFunction<double[]> draws,
    Known known) {

  /**
   * A loop without known values.
   *
   * @param plan what to run
   * @param network raw output for an input at a level
   * @param draws noise by its number in the plan
   */
  public ReferenceLoop(
      Plan plan, BiFunction<double[], Level, double[]> network, IntFunction<double[]> draws) {
    this(plan, network, draws, new Known(new double[0], new double[0]));
  }

  /**
   * What stands after a stage.
   *
   * @param x the network's next input, its input scale included
   * @param state the state
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record State(double[] x, double[] state) {}

  /**
   * Runs the plan.
   *
   * @param given where it starts
   * @return the state after every stage
   */
  public List<double[]> run(double[] given) {
    return trace(given).stream().skip(1).map(State::state).toList();
  }

  /**
   * Runs the plan and keeps everything.
   *
   * @param given where it starts
   * @return what stands at the start, and after every stage
   */
  public List<State> trace(double[] given) {
    double[][] memory = new double[plan.memory()][];
    Arrays.setAll(memory, k -> new double[given.length]);
    double[] z = noise(plan.start().draw(), given.length);
    double[] x = mix(plan.start().next(), given, memory, z);
    double[] state = mix(plan.start().nextState(), given, memory, z);
    List<State> states = new ArrayList<>(List.of(new State(x, state)));
    for (Stage stage : plan.stages()) {
      z = noise(stage.draw(), x.length);
      double[] draw = z;
      if (stage instanceof Stage.Evaluate e) {
        double[] raw = network.apply(x, e.level());
        z = scaled(z, raw, e.variance());
        store(e, x, raw, z, memory);
      } else if (stage instanceof Stage.Langevin l) {
        state = corrected(l, x, network.apply(x, l.level()), state, z);
      }
      x = mix(stage.next(), state, memory, z);
      state = mix(stage.nextState(), state, memory, z);
      if (stage.known() != null) {
        x = known.putBack(stage.known().next(), draw, x);
        state = known.putBack(stage.known().nextState(), draw, state);
      }
      states.add(new State(x, state));
    }
    return states;
  }

  private void store(
      Stage.Evaluate stage, double[] x, double[] raw, double[] z, double[][] memory) {
    double[] x0 = new double[x.length];
    Arrays.setAll(x0, i -> stage.x0().x() * x[i] + stage.x0().raw() * raw[i]);
    shape(plan.thresholding(), x0);
    for (Stage.Store r : stage.stores()) {
      double[] kept = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        kept[i] = term(r.x(), x[i]) + term(r.raw(), raw[i]) + term(r.x0(), x0[i]) + r.z() * z[i];
      }
      memory[r.slot()] = kept;
    }
  }

  private static double[] corrected(
      Stage.Langevin stage, double[] x, double[] raw, double[] state, double[] z) {
    double[] score = new double[x.length];
    Arrays.setAll(score, i -> stage.score().x() * x[i] + stage.score().raw() * raw[i]);
    double ratio = norm(score) == 0 ? 0 : stage.snr() * norm(z) / norm(score);
    double step = 2 * stage.factor() * ratio * ratio;
    double[] moved = new double[x.length];
    Arrays.setAll(moved, i -> state[i] + step * score[i] + Math.sqrt(2 * step) * z[i]);
    return moved;
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
  }

  /**
   * What must stay of a sample.
   *
   * @param image the clean sample
   * @param mask 1 keeps a value, 0 does not
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Known(double[] image, double[] mask) {
    double[] putBack(Stage.NoisedBy noised, double[] z, double[] x) {
      double[] blended = new double[x.length];
      Arrays.setAll(
          blended,
          i ->
              mask[i] * (noised.signal() * image[i] + noised.noise() * z[i])
                  + (1 - mask[i]) * x[i]);
      return blended;
    }
  }

  private double[] noise(int draw, int length) {
    return draw == Stage.NO_DRAW ? new double[length] : draws.apply(draw);
  }

  private static double[] scaled(double[] z, double[] raw, LogVariance variance) {
    double[] scaled = z.clone();
    if (variance.isLearned()) {
      for (int i = 0; i < z.length; i++) {
        scaled[i] *= variance.deviation(raw[z.length + i]);
      }
    }
    return scaled;
  }

  private static double[] mix(Coefficients row, double[] state, double[][] memory, double[] z) {
    double[] out = new double[state.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = row.state() * state[i] + row.z() * z[i];
      for (int k = 0; k < memory.length; k++) {
        out[i] += row.memory().get(k) * memory[k][i];
      }
    }
    return out;
  }

  private static double term(double factor, double value) {
    return factor == 0 ? 0 : factor * value;
  }

  private static void shape(Thresholding thresholding, double[] x0) {
    if (thresholding instanceof Thresholding.RawEpsilon inner) {
      shape(inner.thresholding(), x0);
    } else if (thresholding instanceof Thresholding.Clip clip) {
      Arrays.setAll(x0, i -> Math.max(-clip.bound(), Math.min(clip.bound(), x0[i])));
    } else if (thresholding instanceof Thresholding.DynamicThreshold threshold) {
      double[] sorted = Arrays.stream(x0).map(Math::abs).sorted().toArray();
      double place = threshold.quantile() * (sorted.length - 1);
      int below = (int) Math.floor(place);
      double above = sorted[Math.min(below + 1, sorted.length - 1)];
      double quantile = sorted[below] + (place - below) * (above - sorted[below]);
      double s = Math.min(threshold.maximum(), Math.max(1, quantile));
      Arrays.setAll(x0, i -> Math.max(-s, Math.min(s, x0[i])) / s);
    }
  }
}
