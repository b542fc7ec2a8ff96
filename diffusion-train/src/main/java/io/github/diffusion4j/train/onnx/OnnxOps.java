package io.github.diffusion4j.train.onnx;

import static io.github.diffusion4j.train.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.common.primitives.Ints;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.LoraFactors;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The interpreter that writes each operation as ONNX nodes of opset 20. */
final class OnnxOps implements Ops<OnnxOps.Value> {
  private static final float TOKEN_EPSILON = 1e-6f;
  private static final double HIDDEN = 1e4;

  /** A value of the graph; the shape is a parameter's own, or a sample's. */
  record Value(String name, Shape shape) {}

  private final OnnxGraph graph;
  private final Weights weights;
  private final GraphForm form;

  /** Matrices that are written when it is known what they multiply. */
  private final Map<String, float[]> matrices = new HashMap<>();

  OnnxOps(OnnxGraph graph, Weights weights, GraphForm form) {
    this.graph = graph;
    this.weights = weights;
    this.form = form;
  }

  /** Where the values of parameters are from. */
  interface Weights {
    /** Null for an unknown parameter. */
    float @Nullable [] of(ParameterSpec spec);
  }

  @Override
  public Value parameter(ParameterSpec spec) {
    float[] values = weights.of(spec);
    if (values == null || values.length != spec.shape().size()) {
      throw new IllegalArgumentException(
          "weights of %s: %s floats, but the network wants %s: those of another network?"
              .formatted(spec.name(), values == null ? 0 : values.length, spec.shape()));
    }
    if (LoraFactors.isFactor(spec)) {
      int rankAxis = LoraFactors.rankAxis(spec);
      List<Integer> dimensions = spec.shape().dimensions();
      return new Value(graph.factor(spec.name(), rankAxis, dimensions, values), spec.shape());
    }
    if (form.weights() == WeightType.DYNAMIC_INT8 && spec.shape().rank() == 2) {
      matrices.put(spec.name(), values);
      return new Value(spec.name(), spec.shape());
    }
    return new Value(written(spec.name(), spec.shape(), values), spec.shape());
  }

  private String written(String name, Shape shape, float[] values) {
    return form.weights().add(graph, name, shape.dimensions(), values);
  }

  /** The name of a value that can be read; matrices are written now. */
  private String read(Value x) {
    float[] matrix = matrices.get(x.name());
    return matrix == null ? x.name() : written(x.name(), x.shape(), matrix);
  }

  @Override
  public Shape shape(Value x) {
    return x.shape();
  }

  @Override
  public Value convolution(Value x, Value weight, @Nullable Value bias, int stride) {
    long k = weight.shape().dimension(2);
    Shape shape = image(weight.shape().dimension(0), height(x) / stride, width(x) / stride);
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(attribute("pads", Collections.nCopies(4, k / 2)));
    if (stride > 1) {
      attributes.add(attribute("strides", Collections.nCopies(2, (long) stride)));
    }
    List<Value> inputs = bias == null ? List.of(x, weight) : List.of(x, weight, bias);
    return make("Conv", shape, inputs, attributes.toArray(new AttributeProto[0]));
  }

  @Override
  public Value linear(Value x, Value weight, @Nullable Value bias) {
    if (x.shape().rank() == 2) {
      return linearOfTokens(x, weight, bias);
    }
    Shape shape = Shape.of(weight.shape().dimension(0));
    List<Value> inputs = bias == null ? List.of(x, weight) : List.of(x, weight, bias);
    return make("Gemm", shape, inputs, attribute("transB", 1));
  }

  /** All tokens are rows of one product: a weight turned by a node would be in memory twice. */
  private Value linearOfTokens(Value x, Value weight, @Nullable Value bias) {
    int tokens = x.shape().dimension(0);
    int out = weight.shape().dimension(0);
    if (LoraFactors.isFactor(weight.name())) {
      return linearOfFactor(x, weight, out);
    }
    float[] matrix = matrices.get(weight.name());
    if (matrix != null) {
      List<Integer> dimensions = weight.shape().dimensions();
      String product = graph.quantizedProduct(x.name(), weight.name(), dimensions, matrix);
      Value mapped = new Value(product, Shape.of(tokens, out));
      return bias == null ? mapped : make("Add", mapped.shape(), List.of(mapped, bias));
    }
    String rows = graph.node("Reshape", List.of(x.name(), graph.longs(-1, x.shape().dimension(1))));
    Value mapped = linear(new Value(rows, Shape.of(x.shape().dimension(1))), weight, bias);
    return new Value(
        graph.node("Reshape", List.of(mapped.name(), graph.longs(-1, tokens, out))),
        Shape.of(tokens, out));
  }

  /** The rank is open, so that no shape can be told; a factor is small, so it may be turned. */
  private Value linearOfFactor(Value x, Value factor, int out) {
    String turned =
        graph.node("Transpose", List.of(factor.name()), attribute("perm", List.of(1L, 0L)));
    return new Value(
        graph.node("MatMul", List.of(x.name(), turned)), Shape.of(x.shape().dimension(0), out));
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
  public Value affine(Value x, @Nullable Value scale, Value shift) {
    Value scaled = scale == null ? x : make("Mul", x.shape(), List.of(x, perChannel(scale)));
    return make("Add", x.shape(), List.of(scaled, perChannel(shift)));
  }

  private Value perChannel(Value values) {
    int channels = values.shape().dimension(0);
    return new Value(
        graph.node("Reshape", List.of(values.name(), graph.longs(-1, channels, 1, 1))),
        values.shape());
  }

  @Override
  public Value normalizeTokens(Value x) {
    Value ones = constant("ones", x.shape().dimension(1), 1);
    return make(
        "LayerNormalization", x.shape(), List.of(x, ones), attribute("epsilon", TOKEN_EPSILON));
  }

  @Override
  public Value affineTokens(Value x, Value scale, @Nullable Value shift) {
    Value scaled = make("Mul", x.shape(), List.of(x, ofAllTokens(scale)));
    return shift == null ? scaled : make("Add", x.shape(), List.of(scaled, ofAllTokens(shift)));
  }

  private Value ofAllTokens(Value values) {
    int features = values.shape().dimension(0);
    return new Value(
        graph.node("Reshape", List.of(values.name(), graph.longs(-1, 1, features))),
        Shape.of(1, features));
  }

  @Override
  public Value embed(Value ids, Value table) {
    AttributeProto toLong = attribute("to", DataType.INT64_VALUE);
    Value whole = make("Cast", ids.shape(), List.of(ids), toLong);
    Shape shape = Shape.of(ids.shape().size(), table.shape().dimension(1));
    return make("Gather", shape, List.of(table, whole));
  }

  @Override
  public Value addPositions(Value x, Value positions) {
    return make("Add", x.shape(), List.of(x, positions));
  }

  @Override
  public Value attention(Value query, Value key, Value value, int heads, @Nullable Value mask) {
    return switch (form.attention()) {
      case STANDARD -> standardAttention(query, key, value, heads, mask);
      case FUSED -> fusedAttention(query, key, value, heads, mask);
    };
  }

  private Value fusedAttention(
      Value query, Value key, Value value, int heads, @Nullable Value mask) {
    List<String> inputs = new ArrayList<>(List.of(query.name(), key.name(), value.name()));
    if (mask != null) {
      AttributeProto toInt = attribute("to", DataType.INT32_VALUE);
      inputs.addAll(List.of("", graph.node("Cast", List.of(mask.name()), toInt)));
    }
    AttributeProto[] attributes = {
      attribute("num_heads", heads), attribute("mask_filter_value", (float) -HIDDEN)
    };
    return new Value(graph.contributed("MultiHeadAttention", inputs, attributes), query.shape());
  }

  private Value standardAttention(
      Value query, Value key, Value value, int heads, @Nullable Value mask) {
    int width = query.shape().dimension(1) / heads;
    Value scaled = scale(perHead(query, heads, 0L, 2L, 1L, 3L), 1 / Math.sqrt(width));
    Value turned = perHead(key, heads, 0L, 2L, 3L, 1L);
    Shape square = Shape.of(heads, query.shape().dimension(0), key.shape().dimension(0));
    Value scores = make("MatMul", square, List.of(scaled, turned));
    if (mask != null) {
      scores = make("Add", square, List.of(scores, hidden(mask)));
    }
    Shape split = Shape.of(heads, query.shape().dimension(0), width);
    Value mixed =
        make("MatMul", split, List.of(softmax(scores), perHead(value, heads, 0L, 2L, 1L, 3L)));
    Value joined =
        make("Transpose", split, List.of(mixed), attribute("perm", List.of(0L, 2L, 1L, 3L)));
    return reshape(joined, query.shape());
  }

  private Value perHead(Value x, int heads, Long... order) {
    int width = x.shape().dimension(1) / heads;
    Value split = reshape(x, Shape.of(x.shape().dimension(0), heads, width));
    return make("Transpose", split.shape(), List.of(split), attribute("perm", List.of(order)));
  }

  /** What is added to the scores: nothing is left of what a mask hides, and nothing is infinite. */
  private Value hidden(Value mask) {
    Value less = scale(make("Sub", mask.shape(), List.of(mask, number(1))), HIDDEN);
    return reshape(less, Shape.of(1, 1, mask.shape().dimension(0)));
  }

  @Override
  public Value slice(Value x, int from, int to) {
    List<String> inputs = List.of(x.name(), graph.longs(from), graph.longs(to), graph.longs(1));
    return new Value(graph.node("Slice", inputs), Shape.of(to - from));
  }

  @Override
  public Value add(Value a, Value b) {
    return make("Add", a.shape(), List.of(a, b));
  }

  @Override
  public Value multiply(Value a, Value b) {
    return make("Mul", a.shape(), List.of(a, b));
  }

  @Override
  public Value add(Value x, double number) {
    return make("Add", x.shape(), List.of(x, number(number)));
  }

  @Override
  public Value scale(Value x, double factor) {
    return make("Mul", x.shape(), List.of(x, number(factor)));
  }

  private Value number(double number) {
    float value = (float) number;
    return new Value(graph.floats("float/" + value, List.of(), new float[] {value}), Shape.of(1));
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
  public Value exp(Value x) {
    return make("Exp", x.shape(), List.of(x));
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
        graph.singles(
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
    Value row = new Value(graph.singles(name, List.of(1, frequencies.length), frequencies), half);
    Value angles = make("Mul", half, List.of(x, row));
    Value cosines = make("Cos", half, List.of(angles));
    Value sines = make("Sin", half, List.of(angles));
    Shape whole = Shape.of(2 * frequencies.length);
    Value joined = make("Concat", whole, List.of(cosines, sines), attribute("axis", 1));
    return new Value(graph.fromSingle(joined.name()), whole);
  }

  private Value make(
      String operator, Shape shape, List<Value> inputs, AttributeProto... attributes) {
    return new Value(
        graph.node(operator, inputs.stream().map(this::read).toList(), attributes), shape);
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
