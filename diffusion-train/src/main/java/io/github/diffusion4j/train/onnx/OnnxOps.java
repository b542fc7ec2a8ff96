package io.github.diffusion4j.train.onnx;

import static io.github.diffusion4j.train.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.common.primitives.Ints;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The interpreter that writes each operation as ONNX nodes of opset 20. */
final class OnnxOps implements Ops<OnnxOps.Value> {
  /** Gelu is a node of its own from 20 on. */
  static final int OPSET = 20;

  /** A value of the graph; the shape is a parameter's own, or a sample's. */
  record Value(String name, Shape shape) {}

  private final OnnxGraph graph;
  private final Map<String, float[]> weights;
  private final WeightType type;

  OnnxOps(OnnxGraph graph, Map<String, float[]> weights, WeightType type) {
    this.graph = graph;
    this.weights = weights;
    this.type = type;
  }

  @Override
  public Value parameter(ParameterSpec spec) {
    float[] values = weights.get(spec.name());
    if (values == null || values.length != spec.shape().size()) {
      throw new IllegalArgumentException(
          "weights of %s: %s floats, but the network wants %s: those of another network?"
              .formatted(spec.name(), values == null ? 0 : values.length, spec.shape()));
    }
    return new Value(type.add(graph, spec.name(), spec.shape().dimensions(), values), spec.shape());
  }

  @Override
  public Shape shape(Value x) {
    return x.shape();
  }

  @Override
  public Value convolution(Value x, Value weight, Value bias) {
    long k = weight.shape().dimension(2);
    Shape shape = image(weight.shape().dimension(0), height(x), width(x));
    List<Long> pads = Collections.nCopies(4, k / 2);
    return make("Conv", shape, List.of(x, weight, bias), attribute("pads", pads));
  }

  @Override
  public Value linear(Value x, Value weight, @Nullable Value bias) {
    Shape shape = Shape.of(weight.shape().dimension(0));
    List<Value> inputs = bias == null ? List.of(x, weight) : List.of(x, weight, bias);
    return make("Gemm", shape, inputs, attribute("transB", 1));
  }

  @Override
  public Value matmul(Value a, Value b) {
    Shape shape = Shape.of(a.shape().dimension(0), a.shape().dimension(1), b.shape().dimension(2));
    return make("MatMul", shape, List.of(a, b));
  }

  /** Each group is an instance; the same as GroupNorm, for which ONNX Runtime has no CPU kernel. */
  @Override
  public Value normalize(Value x, int groups) {
    Value grouped = reshape(x, Shape.of(groups, x.shape().size() / groups));
    Value normal =
        make(
            "InstanceNormalization",
            grouped.shape(),
            List.of(grouped, constant("ones", groups, 1), constant("zeros", groups, 0)),
            attribute("epsilon", 1e-5f));
    return reshape(normal, x.shape());
  }

  private Value constant(String name, int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return new Value(graph.floats(name + "/" + size, List.of(size), values), Shape.of(size));
  }

  @Override
  public Value affine(Value x, Value scale, Value shift) {
    Value scaled = make("Mul", x.shape(), List.of(x, perChannel(scale)));
    return make("Add", x.shape(), List.of(scaled, perChannel(shift)));
  }

  private Value perChannel(Value values) {
    int channels = values.shape().dimension(0);
    return new Value(
        graph.node("Reshape", List.of(values.name(), graph.longs(-1, channels, 1, 1))),
        values.shape());
  }

  @Override
  public Value add(Value a, Value b) {
    return make("Add", a.shape(), List.of(a, b));
  }

  @Override
  public Value scale(Value x, double factor) {
    float value = (float) factor;
    Value number =
        new Value(graph.floats("float/" + value, List.of(), new float[] {value}), Shape.of(1));
    return make("Mul", x.shape(), List.of(x, number));
  }

  @Override
  public Value silu(Value x) {
    return make("Mul", x.shape(), List.of(x, make("Sigmoid", x.shape(), List.of(x))));
  }

  @Override
  public Value gelu(Value x) {
    return make("Gelu", x.shape(), List.of(x));
  }

  @Override
  public Value relu(Value x) {
    return make("Relu", x.shape(), List.of(x));
  }

  @Override
  public Value softmax(Value x) {
    return make("Softmax", x.shape(), List.of(x), attribute("axis", -1));
  }

  @Override
  public Value dropout(Value x, double rate) {
    return x;
  }

  @Override
  public Value concat(Value a, Value b) {
    Shape shape = image(a.shape().dimension(0) + b.shape().dimension(0), height(a), width(a));
    return make("Concat", shape, List.of(a, b), attribute("axis", 1));
  }

  @Override
  public Value spaceToDepth(Value x) {
    Shape shape = image(4 * x.shape().dimension(0), height(x) / 2, width(x) / 2);
    return make("SpaceToDepth", shape, List.of(x), attribute("blocksize", 2));
  }

  @Override
  public Value depthToSpace(Value x) {
    Shape shape = image(x.shape().dimension(0) / 4, 2 * height(x), 2 * width(x));
    return make("DepthToSpace", shape, List.of(x), attribute("blocksize", 2));
  }

  @Override
  public Value upsample(Value x, int height, int width) {
    Shape shape = image(x.shape().dimension(0), height(x) * height, width(x) * width);
    String scales =
        graph.floats(
            "scales/" + height + "," + width, List.of(4), new float[] {1, 1, height, width});
    String node =
        graph.node(
            "Resize",
            List.of(x.name(), "", scales),
            attribute("mode", "nearest"),
            attribute("nearest_mode", "floor"),
            attribute("coordinate_transformation_mode", "asymmetric"));
    return new Value(node, shape);
  }

  @Override
  public Value averagePool(Value x, int height, int width) {
    return pool("AveragePool", x, height, width);
  }

  @Override
  public Value maxPool(Value x, int height, int width) {
    return pool("MaxPool", x, height, width);
  }

  private Value pool(String operator, Value x, int height, int width) {
    Shape shape = image(x.shape().dimension(0), height(x) / height, width(x) / width);
    List<Long> block = List.of((long) height, (long) width);
    return make(
        operator, shape, List.of(x), attribute("kernel_shape", block), attribute("strides", block));
  }

  @Override
  public Value reshape(Value x, Shape shape) {
    long[] dimensions = new long[shape.rank() + 1]; // a 0 keeps the batch
    for (int i = 0; i < shape.rank(); i++) {
      dimensions[i + 1] = shape.dimension(i);
    }
    return new Value(graph.node("Reshape", List.of(x.name(), graph.longs(dimensions))), shape);
  }

  @Override
  public Value transpose(Value x) {
    Shape shape = Shape.of(x.shape().dimension(0), x.shape().dimension(2), x.shape().dimension(1));
    return make("Transpose", shape, List.of(x), attribute("perm", List.of(0L, 1L, 3L, 2L)));
  }

  @Override
  public Value sinusoids(Value x, float[] frequencies) {
    Shape half = Shape.of(frequencies.length);
    String name = "frequencies/" + frequencies.length + "/" + Arrays.hashCode(frequencies);
    Value row = new Value(graph.floats(name, List.of(1, frequencies.length), frequencies), half);
    Value angles = make("Mul", half, List.of(x, row));
    Value cosines = make("Cos", half, List.of(angles));
    Value sines = make("Sin", half, List.of(angles));
    Shape whole = Shape.of(2 * frequencies.length);
    return make("Concat", whole, List.of(cosines, sines), attribute("axis", 1));
  }

  private Value make(
      String operator, Shape shape, List<Value> inputs, AttributeProto... attributes) {
    return new Value(
        graph.node(operator, inputs.stream().map(Value::name).toList(), attributes), shape);
  }

  private static Shape image(int... dimensions) {
    return new Shape(Ints.asList(dimensions));
  }

  private static int height(Value x) {
    return x.shape().dimension(1);
  }

  private static int width(Value x) {
    return x.shape().dimension(2);
  }
}
