package io.github.diffusion4j;

import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.plan.SamplingLoop;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one evaluation, gathered from loops, and their outputs handed back with guidance. A
 * guided sample has two rows, the second with the context it moves away from; a sample of weight 1
 * has one, as has one of weight 0, which is evaluated with that context alone.
 *
 * <p>A prediction is as large as x; what a row of raw output holds beyond it is a learned variance,
 * and stays as the context gave it.
 *
 * <p>Made to be used again: {@link #clear}, {@link #add}, {@link #evaluate}. Nothing is allocated
 * as long as the number of rows stays. Not thread-safe.
 */
final class GuidedRows {

  /** Of each sample: its loop, its row there, its first row here, and its guidance. */
  private final List<SamplingLoop> loops = new ArrayList<>();

  private final List<Guidance> guidances = new ArrayList<>();
  private int[] rows = new int[8];
  private int[] places = new int[8];

  private final List<Level> levels = new ArrayList<>();
  private final List<ContextVector> contexts = new ArrayList<>();
  private final Shape input;
  private final Shape output;
  private final List<ActiveAdapter> adapters;
  private @Nullable Tensor x;
  private @Nullable Tensor raw;

  /**
   * Nothing gathered yet.
   *
   * @param input shape of a row of x
   * @param output shape of a row of raw output
   * @param adapters of all rows
   */
  GuidedRows(Shape input, Shape output, List<ActiveAdapter> adapters) {
    this.input = input;
    this.output = output;
    this.adapters = adapters;
  }

  /** Forgets the rows. */
  void clear() {
    loops.clear();
    guidances.clear();
    levels.clear();
    contexts.clear();
  }

  /** Gathers all samples of a loop, each with its own context; guidance is that of all. */
  void add(SamplingLoop loop, List<GuidedContext> loopContexts, Guidance guidance) {
    Level level = loop.level();
    for (int row = 0; row < loop.x().rows(); row++) {
      add(loop, row, level, loopContexts.get(row), guidance);
    }
  }

  private void add(
      SamplingLoop loop, int row, Level level, GuidedContext context, Guidance guidance) {
    int index = loops.size();
    if (index == rows.length) {
      rows = Arrays.copyOf(rows, 2 * index);
      places = Arrays.copyOf(places, 2 * index);
    }
    rows[index] = row;
    places[index] = levels.size();
    loops.add(loop);
    levels.add(level);
    boolean guides = guidance.guides(level) && context.differs();
    if (!guides) {
      contexts.add(context.wanted());
      guidances.add(Guidance.NONE);
    } else if (guidance.ignoresContext() && input.equals(output)) {
      contexts.add(context.opposite());
      guidances.add(Guidance.NONE);
    } else {
      contexts.add(context.wanted());
      guidances.add(guidance);
      levels.add(level);
      contexts.add(context.opposite());
    }
  }

  /** How many rows the network will see: one or two per sample. */
  int size() {
    return levels.size();
  }

  /**
   * Evaluates the network once on all that was added, at least one row, and writes the guided
   * outputs into the loops.
   *
   * @throws java.util.concurrent.CancellationException if it was stopped
   */
  void evaluate(Denoiser denoiser, StopSignal stop) {
    SamplingLoop first = loops.get(0);
    if (isAllOf(first)) {
      denoiser.evaluate(
          Evaluation.of(first.x(), levels, contexts, first.raw(), stop).adapters(adapters));
      return;
    }
    if (x == null || raw == null || x.rows() != size()) {
      x = Tensor.zeros(size(), input);
      raw = Tensor.zeros(size(), output);
    }
    for (int i = 0; i < loops.size(); i++) {
      copyRow(loops.get(i).x(), rows[i], x, places[i]);
      if (isGuided(i)) {
        copyRow(loops.get(i).x(), rows[i], x, places[i] + 1);
      }
    }
    denoiser.evaluate(Evaluation.of(x, levels, contexts, raw, stop).adapters(adapters));
    for (int i = 0; i < loops.size(); i++) {
      handBack(i, raw);
    }
  }

  private boolean isGuided(int index) {
    return guidances.get(index).weight() != 1;
  }

  /** Whether the rows are those of one loop, each once, so that nothing has to be copied. */
  private boolean isAllOf(SamplingLoop loop) {
    return size() == loops.size()
        && loops.size() == loop.x().rows()
        && loops.get(loops.size() - 1) == loop;
  }

  private void handBack(int index, Tensor from) {
    Tensor target = loops.get(index).raw();
    copyRow(from, places[index], target, rows[index]);
    if (isGuided(index)) {
      int at = places[index] * output.size();
      guidances
          .get(index)
          .apply(
              from.data(),
              at,
              at + output.size(),
              target.data(),
              rows[index] * output.size(),
              guidances.get(index).guided(input));
    }
  }

  private static void copyRow(Tensor from, int row, Tensor to, int toRow) {
    int size = from.shape().size();
    System.arraycopy(from.data(), row * size, to.data(), toRow * size, size);
  }
}
