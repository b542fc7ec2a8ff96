package io.github.diffusion4j.plan;

import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records a formula while it runs once: evaluations, noise, and the states in between. A sampler
 * records its intervals, one after the other.
 *
 * <p>Used by one thread, while a plan is compiled.
 */
public final class Recorder {

  /** A recorded stage; {@code newest} is the newest state at that time. */
  sealed interface Entry {
    int newest();
  }

  /** The network is evaluated on x. */
  record Evaluation(LinearForm x, Level level, int newest) implements Entry {}

  /** A stage that only draws noise. */
  record Renoising(int newest) implements Entry {}

  /** A step of Langevin dynamics on the newest state, which makes the next one. */
  record Correction(Level level, double snr, double factor, int newest) implements Entry {}

  /** A state: its meaning over earlier symbols, or null where only the loop computes it. */
  record State(@Nullable LinearForm meaning, Level level) {}

  private final int intervals;
  private int interval = -1;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Prediction> history = new ArrayList<>();
  private final List<State> states = new ArrayList<>();
  private final Map<Integer, LogVariance> draws = new HashMap<>();

  Recorder(int intervals, Level start) {
    this.intervals = intervals;
    states.add(new State(null, start));
  }

  /**
   * The sample at the start of the interval, or the last {@link #nextState}.
   *
   * @return the state
   */
  public LinearForm state() {
    return state(0);
  }

  /**
   * An earlier state: one per call of {@link #nextState} and one per interval.
   *
   * @param back 0 for the newest
   * @return the state
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public LinearForm state(int back) {
    states.get(newest() - back);
    return LinearForm.of(new Symbol.State(newest() - back));
  }

  /**
   * Continues from another state, such as a corrected one, without an evaluation of the network.
   *
   * @param state over the symbols so far
   * @param level of that state
   * @return the new {@link #state}
   */
  public LinearForm nextState(LinearForm state, Level level) {
    states.add(new State(state, level));
    return state();
  }

  /**
   * Evaluates the network on the state and enters the prediction into the {@link #history}.
   *
   * @param level of the state
   * @return its prediction
   */
  public Prediction predict(Level level) {
    Prediction prediction = predict(state(), level);
    history.add(0, prediction);
    return prediction;
  }

  /**
   * Evaluates the network at a trial point, which does not enter the history.
   *
   * @param x the trial point
   * @param level of x
   * @return its prediction
   */
  public Prediction predict(LinearForm x, Level level) {
    int stage = entries.size();
    entries.add(new Evaluation(x, level, newest()));
    return new Prediction(
        LinearForm.of(new Symbol.X0(stage)), LinearForm.of(new Symbol.Epsilon(stage)), level);
  }

  /**
   * Draws fresh noise, to be mixed into what follows the last evaluation. One draw per evaluation;
   * {@link #renoise} gives more.
   *
   * @return N(0, 1)
   * @throws IllegalStateException if this evaluation already has a draw
   */
  public LinearForm noise() {
    return noise(LogVariance.UNIT);
  }

  /**
   * Draws fresh noise whose standard deviation the network predicts.
   *
   * @param range in which the network chooses
   * @return N(0, s^2), s per element
   * @throws IllegalStateException if this evaluation already has a draw
   */
  public LinearForm noise(LogVariance range) {
    int stage = entries.size() - 1;
    if (draws.putIfAbsent(stage, range) != null) {
      throw new IllegalStateException(
          "a second draw after stage " + stage + ": a stage has one; scale it, or renoise");
    }
    return LinearForm.of(new Symbol.Noise(stage));
  }

  /**
   * Draws fresh noise in a stage of its own, without an evaluation.
   *
   * @return N(0, 1)
   */
  public LinearForm renoise() {
    entries.add(new Renoising(newest()));
    return noise();
  }

  /**
   * A step of Langevin dynamics, x + step score + sqrt(2 step) z, with the step size of
   * "Score-Based Generative Modeling through Stochastic Differential Equations" (2011.13456),
   * algorithms 4 and 5: step = 2 factor (snr |z| / |score|)^2, by sample.
   *
   * @param level of the state
   * @param snr the ratio r of the paper, above 0
   * @param factor 1 for a variance exploding schedule, alpha_i for a variance preserving one
   * @return the new {@link #state}
   */
  public LinearForm langevin(Level level, double snr, double factor) {
    int stage = entries.size();
    entries.add(new Correction(level, snr, factor, newest()));
    draws.put(stage, LogVariance.UNIT);
    states.add(new State(null, level));
    return state();
  }

  /**
   * The predictions on states so far, over all intervals.
   *
   * @return newest first
   */
  public List<Prediction> history() {
    return List.copyOf(history);
  }

  /**
   * Index of the interval being recorded.
   *
   * @return from 0
   */
  public int interval() {
    return interval;
  }

  /**
   * How many intervals there are.
   *
   * @return at least 1
   */
  public int intervals() {
    return intervals;
  }

  void nextInterval() {
    interval++;
  }

  List<Entry> entries() {
    return entries;
  }

  List<State> states() {
    return states;
  }

  LogVariance variance(int stage) {
    return draws.getOrDefault(stage, LogVariance.UNIT);
  }

  private int newest() {
    return states.size() - 1;
  }
}
