package io.github.diffusion4j.sampler;

import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records a formula while it runs once: evaluations, noise, and the states in between. A sampler
 * writes its intervals on it, one after the other.
 *
 * <p>Used by one thread, while a plan is compiled.
 */
public final class Tape {
  /** An evaluation of x at a level, while a state was the anchor. */
  record Evaluation(Mix x, Level level, int anchor) {}

  private final List<Evaluation> evaluations = new ArrayList<>();
  private final List<Prediction> history = new ArrayList<>();
  private final List<Mix> anchors = new ArrayList<>(List.of(Mix.of(new Symbol.State(0))));
  private final Map<Integer, LogVariance> draws = new HashMap<>();

  Tape() {}

  /**
   * The sample at the start of the interval, or the last {@link #anchor}.
   *
   * @return the state
   */
  public Mix state() {
    return Mix.of(new Symbol.State(anchors.size() - 1));
  }

  /**
   * Goes on from another state, such as one with fresh noise; the network need not be asked for it.
   *
   * @param state over the symbols so far
   * @return the new {@link #state}
   */
  public Mix anchor(Mix state) {
    anchors.add(state);
    return state();
  }

  /**
   * Evaluates the network on the state.
   *
   * @param level where it stands
   * @return its prediction
   */
  public Prediction predict(Level level) {
    return predict(state(), level);
  }

  /**
   * Evaluates the network.
   *
   * @param x on what
   * @param level where x stands
   * @return its prediction
   */
  public Prediction predict(Mix x, Level level) {
    int stage = evaluations.size();
    evaluations.add(new Evaluation(x, level, anchors.size() - 1));
    Prediction prediction =
        new Prediction(Mix.of(new Symbol.X0(stage)), Mix.of(new Symbol.Epsilon(stage)), level);
    history.add(0, prediction);
    return prediction;
  }

  /**
   * Draws fresh noise, to be mixed into what follows the last evaluation. One draw an evaluation.
   *
   * @return N(0, 1)
   * @throws IllegalStateException if this evaluation already has a draw
   */
  public Mix noise() {
    return noise(LogVariance.UNIT);
  }

  /**
   * Draws fresh noise whose standard deviation the network predicts.
   *
   * @param range in which the network chooses
   * @return N(0, s^2), s by element
   * @throws IllegalStateException if this evaluation already has a draw
   */
  public Mix noise(LogVariance range) {
    int stage = evaluations.size() - 1;
    if (draws.putIfAbsent(stage, range) != null) {
      throw new IllegalStateException(
          "a second draw after evaluation " + stage + ": a stage has one; scale it instead");
    }
    return Mix.of(new Symbol.Noise(stage));
  }

  /**
   * The predictions so far, over all intervals.
   *
   * @return newest first
   */
  public List<Prediction> history() {
    return List.copyOf(history);
  }

  int stages() {
    return evaluations.size();
  }

  Evaluation evaluation(int stage) {
    return evaluations.get(stage);
  }

  LogVariance variance(int stage) {
    return draws.getOrDefault(stage, LogVariance.UNIT);
  }

  int lastAnchor() {
    return anchors.size() - 1;
  }

  /** A mix over later anchors, told in terms of an earlier one. */
  Mix over(int anchor, Mix mix) {
    Mix told = mix;
    for (int version = anchors.size() - 1; version > anchor; version--) {
      told = told.where(new Symbol.State(version), anchors.get(version));
    }
    return told;
  }
}
