package io.github.diffusion4j.ort;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model file holds, apart from its weights.
 *
 * @param inputs by name, in the graph's order
 * @param outputs by name, in the graph's order
 * @param metadata the file's {@code metadata_props}
 */
record Graph(
    Map<String, GraphTensor> inputs,
    Map<String, GraphTensor> outputs,
    Map<String, String> metadata) {

  static Graph of(OrtSession session) throws OrtException {
    return new Graph(
        ports(session.getInputInfo().values()),
        ports(session.getOutputInfo().values()),
        session.getMetadata().getCustomMetadata());
  }

  /** What a file holds that is not opened; its metadata is not read. */
  static Graph of(OnnxScan.Found found) {
    return new Graph(values(found.inputs()), values(found.outputs()), Map.of());
  }

  private static Map<String, GraphTensor> values(List<OnnxValue> values) {
    Map<String, GraphTensor> ports = new LinkedHashMap<>();
    values.forEach(value -> ports.put(value.name(), value.toTensor()));
    return Collections.unmodifiableMap(ports);
  }

  private static Map<String, GraphTensor> ports(Collection<NodeInfo> nodes) {
    Map<String, GraphTensor> ports = new LinkedHashMap<>();
    nodes.forEach(node -> ports.put(node.getName(), GraphTensor.of(node)));
    return Collections.unmodifiableMap(ports);
  }

  /** The same, told which of the inputs and outputs have no shape at all. */
  Graph withShapeless(Set<String> names) {
    return new Graph(shapeless(inputs, names), shapeless(outputs, names), metadata);
  }

  /** The same with an input of float32. */
  Graph withFloat(String input) {
    Map<String, GraphTensor> changed = new LinkedHashMap<>(inputs);
    changed.computeIfPresent(input, (name, tensor) -> tensor.withFloat());
    return new Graph(Collections.unmodifiableMap(changed), outputs, metadata);
  }

  /** The same without some inputs, which others feed. */
  Graph without(Set<String> fed) {
    Map<String, GraphTensor> left = new LinkedHashMap<>(inputs);
    left.keySet().removeAll(fed);
    return new Graph(Collections.unmodifiableMap(left), outputs, metadata);
  }

  private static Map<String, GraphTensor> shapeless(
      Map<String, GraphTensor> ports, Set<String> names) {
    Map<String, GraphTensor> told = new LinkedHashMap<>();
    ports.forEach((name, port) -> told.put(name, names.contains(name) ? port.shapeless() : port));
    return Collections.unmodifiableMap(told);
  }
}
