package io.github.diffusion4j.train.compile;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network's graph inside another: its constants once, and a copy of its other nodes for each
 * call.
 */
final class InlinedGraph {
  private final GraphProto graph;
  private final List<NodeProto> perCall = new ArrayList<>();
  private int calls;

  /** Adds what does not depend on an input: initializers, and nodes over them alone. */
  InlinedGraph(GraphProto graph, GraphProto.Builder outer) {
    this.graph = graph;
    Set<String> constant = new HashSet<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      outer.addInitializer(tensor);
      constant.add(tensor.getName());
    }
    for (NodeProto node : graph.getNodeList()) {
      if (isConstant(node, constant)) {
        outer.addNode(node);
        constant.addAll(node.getOutputList());
      } else {
        perCall.add(node);
      }
    }
  }

  private static boolean isConstant(NodeProto node, Set<String> constant) {
    boolean graphs = node.getAttributeList().stream().anyMatch(AttributeProto::hasG);
    boolean random = node.getOpType().startsWith("Random") || node.getOpType().equals("Bernoulli");
    return !graphs
        && !random
        && node.getInputList().stream().allMatch(name -> name.isEmpty() || constant.contains(name));
  }

  /** Adds a copy of the nodes; gives the name of an output's value. */
  String call(GraphProto.Builder target, Map<String, String> inputs, String output) {
    String path = "evaluation" + calls++ + "/";
    Map<String, String> names = new HashMap<>(inputs);
    for (NodeProto node : perCall) {
      NodeProto.Builder copy = renamed(node, names).toBuilder().setName(path + node.getName());
      copy.clearOutput();
      for (String name : node.getOutputList()) {
        if (!name.isEmpty()) {
          names.put(name, path + name);
        }
        copy.addOutput(name.isEmpty() ? name : path + name);
      }
      target.addNode(copy);
    }
    return names.getOrDefault(output, output);
  }

  /** With other names for what it reads, also in the graphs that it holds. */
  private static NodeProto renamed(NodeProto node, Map<String, String> names) {
    NodeProto.Builder copy = node.toBuilder().clearInput().clearAttribute();
    node.getInputList().forEach(name -> copy.addInput(names.getOrDefault(name, name)));
    for (AttributeProto attribute : node.getAttributeList()) {
      copy.addAttribute(
          attribute.hasG()
              ? attribute.toBuilder().setG(renamed(attribute.getG(), names)).build()
              : attribute);
    }
    return copy.build();
  }

  private static GraphProto renamed(GraphProto body, Map<String, String> outer) {
    Map<String, String> names = new HashMap<>(outer);
    body.getInputList().forEach(input -> names.remove(input.getName()));
    body.getInitializerList().forEach(tensor -> names.remove(tensor.getName()));
    body.getNodeList().forEach(node -> node.getOutputList().forEach(names::remove));
    GraphProto.Builder copy = body.toBuilder().clearNode().clearOutput();
    body.getNodeList().forEach(node -> copy.addNode(renamed(node, names)));
    body.getOutputList()
        .forEach(
            output ->
                copy.addOutput(
                    output.toBuilder()
                        .setName(names.getOrDefault(output.getName(), output.getName()))));
    return copy.build();
  }

  GraphProto graph() {
    return graph;
  }
}
