package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;

/**
 * One parameter of a network: what to call it, how large it is, how it starts.
 *
 * @param name unique in the network, such as {@code down0/conv1/weight}
 * @param shape whole, since a parameter has no batch: {@code out x in x k x k} for a convolution,
 *     {@code out x in} for a linear map, {@code channels} for a bias or a scale
 * @param init how it starts
 */
public record ParameterSpec(String name, Shape shape, Init init) {

  /**
   * The layer that the parameter belongs to.
   *
   * @return the name up to its last slash, such as {@code down0/conv1}; empty without a slash
   */
  public String layer() {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  /**
   * The values to start training from. A parameter draws its own noise, so they depend on its name
   * and the seed alone and are the same on every machine.
   *
   * @param seed every long is good
   * @return {@code shape().size()} floats, row-major
   */
  public float[] initialValues(long seed) {
    return init.values(shape, name, seed);
  }
}
