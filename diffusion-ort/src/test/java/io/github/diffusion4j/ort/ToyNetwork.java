package io.github.diffusion4j.ort;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;

/**
 * Writes denoising networks as exporters would: output = 0.3 x + 0.001 t + 0.5 times the mean of
 * each condition. Not a good network, but one of which every input counts.
 */
final class ToyNetwork {
  private final ToyGraph graph = new ToyGraph();
  private final DataType computing;
  private String sum;

  private ToyNetwork(DataType computing, String sample) {
    this.computing = computing;
    sum = graph.times(sample, 0.3, computing);
  }

  /** A network with an input of samples, which computes in the type that they have. */
  static ToyNetwork of(String name, DataType type, long... dimensions) {
    ToyNetwork network = new ToyNetwork(type, name);
    network.graph.input(name, type, dimensions);
    return network;
  }

  ToyNetwork time(String name, DataType type, long... dimensions) {
    graph.input(name, type, dimensions);
    return add(graph.times(column(graph.cast(name, computing)), 0.001, computing));
  }

  /** A time that the graph counts with before it makes a real number of it. */
  ToyNetwork timeOfWholeNumbers(String name) {
    graph.input(name, DataType.INT64, 1);
    String later = graph.op("Add", List.of(name, graph.longs(0)));
    return add(graph.times(column(graph.cast(later, computing)), 0.001, computing));
  }

  /** A condition of some dimensions. */
  ToyNetwork condition(String name, DataType type, long... dimensions) {
    graph.input(name, type, dimensions);
    String row = graph.op("Flatten", List.of(graph.cast(name, computing)));
    String mean = graph.op("ReduceMean", List.of(row), ToyGraph.ints("axes", 1));
    return add(graph.times(column(mean), 0.5, computing));
  }

  /** Adds a weight that lies in a file beside the graph. */
  ToyNetwork external(String location, long offset) {
    return add(graph.cast(graph.external(location, offset, 4, 1), computing));
  }

  /** Goes on with the first channels alone, and adds a tenth of the sum over all. */
  ToyNetwork firstChannels(long count) {
    String axis = graph.longs(1);
    String all = graph.op("ReduceSum", List.of(sum, axis));
    sum = graph.op("Slice", List.of(sum, graph.longs(0), graph.longs(count), axis));
    return add(graph.times(all, 0.1, computing));
  }

  /** Twice the channels: the prediction, and a tenth of it that tells a variance. */
  ToyNetwork learningVariance() {
    String variance = graph.times(sum, 0.1, computing);
    sum = graph.op("Concat", List.of(sum, variance), ToyGraph.whole("axis", 1));
    return this;
  }

  /** Divides by zero. */
  ToyNetwork overflowing() {
    sum = graph.op("Div", List.of(sum, graph.times(sum, 0, computing)));
    return this;
  }

  /** One more output, which nobody asked for. */
  ToyNetwork extra(String name) {
    graph.output(name, sum, DataType.FLOAT, -1, -1, -1, -1);
    return this;
  }

  byte[] output(String name, DataType type, long... dimensions) {
    return graph.output(name, sum, type, dimensions).bytes();
  }

  private String column(String tensor) {
    return graph.op("Reshape", List.of(tensor, graph.longs(-1, 1, 1, 1)));
  }

  private ToyNetwork add(String term) {
    sum = graph.op("Add", List.of(sum, term));
    return this;
  }
}
