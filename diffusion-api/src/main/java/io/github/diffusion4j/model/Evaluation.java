package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/**
 * One evaluation of a network: what goes in, and where the output goes. Every row has a level and a
 * context of its own, so that samples at different steps share a batch.
 *
 * <p>Belongs to the caller for the duration of {@link Denoiser#evaluate}; not thread-safe.
 */
public final class Evaluation {
  private final Tensor x;
  private final List<Level> levels;
  private final List<ContextVector> contexts;
  private final Tensor output;
  private final StopSignal stop;
  private final List<ActiveAdapter> adapters;

  private Evaluation(
      Tensor x,
      List<Level> levels,
      List<ContextVector> contexts,
      Tensor output,
      StopSignal stop,
      List<ActiveAdapter> adapters) {
    this.x = x;
    this.levels = levels;
    this.contexts = contexts;
    this.output = output;
    this.stop = stop;
    this.adapters = adapters;
  }

  /**
   * An evaluation that nobody stops.
   *
   * @param x the network's input, n rows, the levels' input scale applied
   * @param levels n, one per row
   * @param contexts n, one per row
   * @param output n rows of the network's output shape
   * @return the evaluation
   * @throws IllegalArgumentException if the numbers of rows differ
   */
  public static Evaluation of(
      Tensor x, List<Level> levels, List<ContextVector> contexts, Tensor output) {
    return of(x, levels, contexts, output, StopSignal.never());
  }

  /**
   * An evaluation. Nothing is copied.
   *
   * @param x the network's input, n rows, the levels' input scale applied
   * @param levels n, one per row
   * @param contexts n, one per row
   * @param output n rows of the network's output shape
   * @param stop says whether the output is still wanted
   * @return the evaluation
   * @throws IllegalArgumentException if the numbers of rows differ
   */
  public static Evaluation of(
      Tensor x, List<Level> levels, List<ContextVector> contexts, Tensor output, StopSignal stop) {
    int rows = x.rows();
    if (levels.size() != rows || contexts.size() != rows || output.rows() != rows) {
      throw new IllegalArgumentException(
          "x has %d rows, and there are %d levels, %d contexts and %d rows of output: one per row of x"
              .formatted(rows, levels.size(), contexts.size(), output.rows()));
    }
    return new Evaluation(x, levels, contexts, output, stop, List.of());
  }

  /**
   * The same with adapters. Nothing is copied.
   *
   * @param active of all rows; opened by the model that evaluates
   * @return an evaluation of the same tensors
   */
  public Evaluation adapters(List<ActiveAdapter> active) {
    return new Evaluation(x, levels, contexts, output, stop, active);
  }

  /**
   * The network's input.
   *
   * @return {@link #rows} rows, the levels' input scale applied; not to be changed
   */
  public Tensor x() {
    return x;
  }

  /**
   * The number of rows.
   *
   * @return at least 1
   */
  public int rows() {
    return x.rows();
  }

  /**
   * The noise levels of the rows.
   *
   * @return one per row
   */
  public List<Level> levels() {
    return levels;
  }

  /**
   * What the rows are conditioned on.
   *
   * @return one per row; complete, with every role of the model's card
   */
  public List<ContextVector> contexts() {
    return contexts;
  }

  /**
   * Receives the network's raw output, whose meaning is the card's {@link Parameterization}.
   *
   * @return {@link #rows} rows of the card's output shape; undefined after a stop or a failure
   */
  public Tensor output() {
    return output;
  }

  /**
   * The adapters that change the weights, for all rows.
   *
   * @return none by default
   */
  public List<ActiveAdapter> adapters() {
    return adapters;
  }

  /**
   * Says whether the output is still wanted. A runtime that can stop an evaluation on its way asks
   * during it; others need not ask, since the caller asks before every evaluation.
   *
   * @return the signal
   */
  public StopSignal stop() {
    return stop;
  }
}
