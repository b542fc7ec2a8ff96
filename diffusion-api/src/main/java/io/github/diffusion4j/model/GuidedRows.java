package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows gathered for one evaluation, each with a level, a context and a {@link Guidance} of its own.
 * A guided row stands there twice, the second time with the context it moves away from; a row of
 * weight 1 does not, nor one of weight 0, which is evaluated with that context alone.
 *
 * <p>A prediction is as large as x; what a row of raw output holds beyond it is a learned variance,
 * and stays as the context gave it.
 *
 * <p>Made to be used again: {@link #clear}, {@link #add}, {@link #evaluate}, {@link #copyTo}.
 * Nothing is allocated as long as the number of rows stays. Not thread-safe.
 */
public final class GuidedRows {
  private final List<Tensor> sources = new ArrayList<>();
  private final List<Guidance> guidances = new ArrayList<>();
  private int[] rows = new int[8];
  private int[] places = new int[8];

  private final List<Level> levels = new ArrayList<>();
  private final List<ContextVector> contexts = new ArrayList<>();
  private final Shape input;
  private final Shape output;
  private @Nullable Tensor x;
  private @Nullable Tensor raw;
  private ContextVector nothing = ContextVector.unconditional(0);

  /**
   * Nothing gathered yet.
   *
   * @param input shape of a row of x
   * @param output shape of a row of raw output
   */
  public GuidedRows(Shape input, Shape output) {
    this.input = input;
    this.output = output;
  }

  /** Whether it was made for such rows. */
  boolean takes(Shape inputs, Shape outputs) {
    return input.equals(inputs) && output.equals(outputs);
  }

  /** Forgets the rows. */
  public void clear() {
    sources.clear();
    guidances.clear();
    levels.clear();
    contexts.clear();
  }

  /**
   * Gathers a row; what it holds is read by {@link #evaluate}.
   *
   * @param source holds the input of the network
   * @param row of the source
   * @param level of the row
   * @param context of the row
   * @param guidance of the row
   */
  public void add(Tensor source, int row, Level level, ContextVector context, Guidance guidance) {
    int index = sources.size();
    if (index == rows.length) {
      rows = Arrays.copyOf(rows, 2 * index);
      places = Arrays.copyOf(places, 2 * index);
    }
    rows[index] = row;
    places[index] = levels.size();
    sources.add(source);
    levels.add(level);
    if (!guidance.guides(level, context)) {
      contexts.add(context);
      guidances.add(Guidance.NONE);
    } else if (guidance.ignoresContext() && input.equals(output)) {
      contexts.add(opposite(context, guidance));
      guidances.add(Guidance.NONE);
    } else {
      contexts.add(context);
      guidances.add(guidance);
      levels.add(level);
      contexts.add(opposite(context, guidance));
    }
  }

  private ContextVector opposite(ContextVector context, Guidance guidance) {
    if (guidance.negative() != null) {
      return guidance.negative();
    }
    if (nothing.size() != context.size()) {
      nothing = ContextVector.unconditional(context.size());
    }
    return nothing;
  }

  /**
   * How many rows the network will see.
   *
   * @return from one to two for each that was added
   */
  public int size() {
    return levels.size();
  }

  /**
   * Evaluates the network once on all that was added, at least one row.
   *
   * @param denoiser the network
   * @param stop says whether it is still wanted
   * @throws java.util.concurrent.CancellationException if it is not
   */
  public void evaluate(Denoiser denoiser, StopSignal stop) {
    if (x == null || raw == null || x.rows() != size()) {
      x = Tensor.zeros(size(), input);
      raw = Tensor.zeros(size(), output);
    }
    for (int i = 0; i < sources.size(); i++) {
      copyRow(sources.get(i), rows[i], x, places[i]);
      if (guidances.get(i).weight() != 1) {
        copyRow(sources.get(i), rows[i], x, places[i] + 1);
      }
    }
    denoiser.evaluate(x, levels, contexts, raw, stop);
  }

  /**
   * Gives the guided output of a row, once.
   *
   * @param index in the order of {@link #add}
   * @param target receives it
   * @param row of the target
   */
  public void copyTo(int index, Tensor target, int row) {
    if (raw == null) {
      throw new IllegalStateException("nothing was evaluated yet");
    }
    int place = places[index] * output.size();
    copyRow(raw, places[index], target, row);
    if (guidances.get(index).weight() != 1) {
      guidances
          .get(index)
          .apply(
              raw.data(),
              place,
              place + output.size(),
              target.data(),
              row * output.size(),
              input.size());
    }
  }

  private static void copyRow(Tensor from, int row, Tensor to, int toRow) {
    int size = from.shape().size();
    System.arraycopy(from.data(), row * size, to.data(), toRow * size, size);
  }
}
