package io.github.diffusion4j.train.compile;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** All rounds of a plan as one node of the operator Loop. */
final class LoopNode {
  private static final String INDEX = Nodes.PREFIX + "index";
  private static final String GOES_ON = Nodes.PREFIX + "goes-on";

  private LoopNode() {}

  static StageNodes.Carried of(
      Nodes nodes, Shape shape, StageNodes stages, List<Round> rounds, StageNodes.Carried before) {
    GraphProto.Builder body = GraphProto.newBuilder().setName("round");
    body.addInput(scalar(INDEX, DataType.INT64)).addInput(scalar(GOES_ON, DataType.BOOL));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < values(before).size(); i++) {
      names.add(Nodes.PREFIX + "carried" + i);
      body.addInput(PlanGraph.samples(names.get(i), shape));
    }
    Nodes inside = nodes.inside(body);
    StageNodes.Carried after = stages.round(new Mixing(inside, rounds, INDEX), carried(names));
    body.addNode(identity(GOES_ON, Nodes.PREFIX + "still"));
    body.addOutput(scalar(Nodes.PREFIX + "still", DataType.BOOL));
    List<String> results = new ArrayList<>();
    for (String value : values(after)) {
      String result = Nodes.PREFIX + "result" + results.size();
      body.addNode(identity(value, result));
      body.addOutput(PlanGraph.samples(result, shape));
      results.add(Nodes.PREFIX + "last" + results.size());
    }
    NodeProto.Builder loop =
        NodeProto.newBuilder().setOpType("Loop").setName(Nodes.PREFIX + "loop");
    loop.addInput(nodes.node("Squeeze", nodes.longs(rounds.size()))).addInput("");
    loop.addAllInput(values(before)).addAllOutput(results);
    nodes.graph().addNode(loop.addAttribute(Nodes.attribute("body", body.build())));
    return carried(results);
  }

  private static List<String> values(StageNodes.Carried carried) {
    List<String> values = new ArrayList<>(List.of(carried.x(), carried.state()));
    values.addAll(carried.slots());
    return values;
  }

  private static StageNodes.Carried carried(List<String> values) {
    return new StageNodes.Carried(values.get(0), values.get(1), values.subList(2, values.size()));
  }

  /** Gives a value another name. */
  static NodeProto identity(String value, String name) {
    return NodeProto.newBuilder()
        .setOpType("Identity")
        .setName(name)
        .addInput(value)
        .addOutput(name)
        .build();
  }

  private static ValueInfoProto scalar(String name, DataType type) {
    return PlanGraph.value(name, type, TensorShapeProto.newBuilder());
  }
}
