package io.github.diffusion4j.train.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Component;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes a component of a model's folder as exporters for model hubs do: the graph as {@code
 * model.onnx}, its weights in it or beside it as {@code model.onnx_data}. Weights beside it pass
 * through memory one parameter after the other, so that a component may be larger than the heap.
 * Equal arguments give equal bytes. Thread-safe.
 */
public final class ComponentExport {
  private static final String NAME = "component";
  private static final String GRAPH = "model.onnx";
  private static final String WEIGHTS = "model.onnx_data";

  private ComponentExport() {}

  /**
   * Writes both files, each whole or not at all.
   *
   * @param component what it computes
   * @param precision of its inputs, outputs, weights and what is between
   * @param weights the values of a parameter, row-major; asked once for each
   * @param folder written to; made if it is not there
   * @throws IllegalArgumentException if values are not as many as a parameter has, or do not fit
   *     into the precision
   * @throws java.io.UncheckedIOException if writing fails
   */
  public static void write(
      Component component,
      Precision precision,
      Function<ParameterSpec, float[]> weights,
      Path folder) {
    List<ModelProto> model = new ArrayList<>();
    AtomicFile.write(
        folder.resolve(WEIGHTS), out -> model.add(model(component, precision, weights, out)));
    AtomicFile.write(folder.resolve(GRAPH), model.get(0)::writeTo);
  }

  /**
   * Writes one file, whole or not at all, that takes and gives float32.
   *
   * @param component what it computes
   * @param weights by parameter name
   * @param form of the graph
   * @param metadata of the file, by key
   * @param folder written to; made if it is not there
   * @throws IllegalArgumentException if the weights are not those of the component, or do not fit
   *     into their type
   * @throws java.io.UncheckedIOException if writing fails; an old file is then left as it was
   */
  public static void write(
      Component component,
      Map<String, float[]> weights,
      GraphForm form,
      Map<String, String> metadata,
      Path folder) {
    OnnxGraph graph = new OnnxGraph(Precision.FLOAT32, InitializerStore.INSIDE);
    fill(graph, component, new OnnxOps(graph, spec -> weights.get(spec.name()), form));
    ModelProto model = graph.model(NAME, metadata).build();
    AtomicFile.write(folder.resolve(GRAPH), model::writeTo);
  }

  private static ModelProto model(
      Component component,
      Precision precision,
      Function<ParameterSpec, float[]> weights,
      OutputStream out) {
    OnnxGraph graph = new OnnxGraph(precision, new ExternalStore(WEIGHTS, out));
    fill(graph, component, new OnnxOps(graph, weights::apply, GraphForm.STANDARD));
    return graph.model(NAME, Map.of()).build();
  }

  private static void fill(OnnxGraph graph, Component component, OnnxOps ops) {
    List<OnnxOps.Value> inputs = component.inputs().stream().map(i -> input(graph, i)).toList();
    OnnxOps.Value result = component.forward(ops, inputs);
    graph.output(component.output(), result.name(), result.shape());
  }

  private static OnnxOps.Value input(OnnxGraph graph, Component.Input input) {
    String name =
        switch (input.kind()) {
          case REAL -> graph.input(input.name(), input.shape());
          case IDS -> graph.input(input.name(), DataType.INT64, input.shape());
          case TIME -> graph.numberOfAll(input.name());
        };
    return new OnnxOps.Value(
        name, input.kind() == Component.Kind.TIME ? Shape.of(1) : input.shape());
  }
}
