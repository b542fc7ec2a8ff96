package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A denoising network, written once as a generic method over a set of operations.
 *
 * <p>Immutable and thread-safe: the weights belong to the interpreter.
 */
public interface Network {

  /**
   * Runs the network.
   *
   * @param <T> a tensor of the interpreter
   * @param ops the interpreter
   * @param x noisy samples, n x {@link #shape()}
   * @param time n x 1, t / T in (0, 1]
   * @param context n x {@link #contextSize()}; null when that is 0; a row of zeros means none
   * @return what the network was trained to tell, n x {@link #shape()}
   */
  <T> T forward(Ops<T> ops, T x, T time, @Nullable T context);

  /**
   * The shape of one sample.
   *
   * @return channels x height x width
   */
  Shape shape();

  /**
   * The length of the context vector.
   *
   * @return at least 0; 0 for a network without context
   */
  int contextSize();

  /**
   * What {@link Networks#of} needs to make an equal network.
   *
   * @return the name and the knobs, for a checkpoint or an ONNX file
   */
  Map<String, String> configuration();
}
