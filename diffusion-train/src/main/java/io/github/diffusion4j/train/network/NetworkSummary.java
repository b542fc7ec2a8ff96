package io.github.diffusion4j.train.network;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network consists of, found without running it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param parameters in the order the network asks for them
 * @param work multiply-adds of convolutions, linear maps and matrix products for one sample, by
 *     {@link ParameterSpec#layer} in the order of the network; the products of an attention, which
 *     have no parameters, count to the layer before them
 * @param output the shape of what the network makes of one sample
 */
public record NetworkSummary(List<ParameterSpec> parameters, Map<String, Long> work, Shape output) {

  /**
   * Copies list and map.
   *
   * @param parameters none null
   * @param work multiply-adds by layer
   * @param output the shape of one sample
   */
  public NetworkSummary {
    parameters = List.copyOf(parameters);
    work = ImmutableMap.copyOf(work);
  }

  /**
   * Reads a network.
   *
   * @param network any
   * @return its blueprint
   * @throws IllegalArgumentException if the network's shapes do not fit together, or two parameters
   *     have one name
   */
  public static NetworkSummary of(Network network) {
    ShapeOps ops = new ShapeOps();
    Shape output =
        network.forward(
            ops,
            network.shape(),
            Shape.of(1),
            network.contextSize() == 0 ? null : Shape.of(network.contextSize()));
    return new NetworkSummary(ops.parameters(), ops.work(), output);
  }

  /**
   * Reads a component.
   *
   * @param component any
   * @return its blueprint
   * @throws IllegalArgumentException if the component's shapes do not fit together, or two
   *     parameters have one name
   */
  public static NetworkSummary of(Component component) {
    ShapeOps ops = new ShapeOps();
    Shape output =
        component.forward(ops, component.inputs().stream().map(Component.Input::shape).toList());
    return new NetworkSummary(ops.parameters(), ops.work(), output);
  }

  /**
   * The number of weights.
   *
   * @return floats in all parameters
   */
  public long parameterCount() {
    return parameters.stream().mapToLong(p -> p.shape().size()).sum();
  }

  /**
   * What one sample costs.
   *
   * @return multiply-adds of all layers
   */
  public long multiplyAdds() {
    return work.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The values to start training from, by name.
   *
   * @param seed every long is good; the same seed gives the same bits on every machine
   * @return a mutable map in the order of {@link #parameters}
   */
  public Map<String, float[]> initialValues(long seed) {
    Map<String, float[]> values = new LinkedHashMap<>();
    parameters.forEach(p -> values.put(p.name(), p.initialValues(seed)));
    return values;
  }
}
