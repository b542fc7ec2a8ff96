package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.List;

/**
 * A part of a model with inputs and an output of its own names, such as a text encoder, written
 * once as a generic method over a set of operations.
 *
 * <p>Immutable and thread-safe: the weights belong to the interpreter.
 */
public interface Component {

  /** What an input holds. */
  enum Kind {
    /** Real numbers, n x shape. */
    REAL,
    /** Whole numbers, n x shape: the tokens of a text. */
    IDS,
    /** One whole number for all rows; the interpreter is given 1 x 1. */
    TIME
  }

  /**
   * An input.
   *
   * @param name of the input
   * @param kind what it holds
   * @param shape of one sample; of a time, 1
   */
  record Input(String name, Kind kind, Shape shape) {}

  /**
   * The inputs.
   *
   * @return in the order in which {@link #forward} takes them
   */
  List<Input> inputs();

  /**
   * The name of the output.
   *
   * @return such as {@code out_sample}
   */
  String output();

  /**
   * Computes the output.
   *
   * @param <T> a tensor of the interpreter
   * @param ops the interpreter
   * @param inputs in the order of {@link #inputs}
   * @return the output
   */
  <T> T forward(Ops<T> ops, List<T> inputs);
}
