package io.github.diffusion4j.train.network;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter that only knows shapes. It is the one that checks them: a network that passes
 * here fits together in the others.
 */
final class ShapeOps implements Ops<Shape> {
  private final List<ParameterSpec> parameters = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Long> work = new LinkedHashMap<>();
  private String layer = "";

  List<ParameterSpec> parameters() {
    return parameters;
  }

  /** Multiply-adds by layer; what has no parameters counts to the layer before it. */
  Map<String, Long> work() {
    return work;
  }

  @Override
  public Shape parameter(ParameterSpec spec) {
    checkArgument(names.add(spec.name()), "two parameters are called %s", spec.name());
    parameters.add(spec);
    layer = spec.layer();
    return spec.shape();
  }

  @Override
  public Shape shape(Shape x) {
    return x;
  }

  @Override
  public Shape convolution(Shape x, Shape weight, Shape bias) {
    int k = weight.dimension(2);
    checkArgument(k % 2 == 1 && weight.dimension(3) == k, "kernel of %s: k x k with odd k", weight);
    checkArgument(weight.dimension(1) == channels(x), "weight %s does not fit %s", weight, x);
    checkArgument(bias.equals(Shape.of(channels(weight))), "bias %s, weight %s", bias, weight);
    count((long) weight.size() * x.dimension(1) * x.dimension(2));
    return image(channels(weight), x.dimension(1), x.dimension(2));
  }

  @Override
  public Shape linear(Shape x, Shape weight, @Nullable Shape bias) {
    checkArgument(x.equals(Shape.of(weight.dimension(1))), "weight %s does not fit %s", weight, x);
    Shape result = Shape.of(channels(weight));
    checkArgument(bias == null || bias.equals(result), "bias %s, weight %s", bias, weight);
    count(weight.size());
    return result;
  }

  @Override
  public Shape matmul(Shape a, Shape b) {
    boolean fits = channels(a) == channels(b) && a.dimension(2) == b.dimension(1);
    checkArgument(fits, "no matrix product of %s and %s", a, b);
    count((long) a.size() * b.dimension(2));
    return Shape.of(channels(a), a.dimension(1), b.dimension(2));
  }

  @Override
  public Shape normalize(Shape x, int groups) {
    checkArgument(
        channels(x) % groups == 0, "%s groups do not divide the channels of %s", groups, x);
    return x;
  }

  @Override
  public Shape affine(Shape x, Shape scale, Shape shift) {
    Shape channels = Shape.of(channels(x));
    checkArgument(scale.equals(channels), "scale %s of %s", scale, x);
    checkArgument(shift.equals(channels), "shift %s of %s", shift, x);
    return x;
  }

  @Override
  public Shape add(Shape a, Shape b) {
    checkArgument(a.equals(b), "no sum of %s and %s", a, b);
    return a;
  }

  @Override
  public Shape scale(Shape x, double factor) {
    return x;
  }

  @Override
  public Shape silu(Shape x) {
    return x;
  }

  @Override
  public Shape gelu(Shape x) {
    return x;
  }

  @Override
  public Shape relu(Shape x) {
    return x;
  }

  @Override
  public Shape softmax(Shape x) {
    return x;
  }

  @Override
  public Shape dropout(Shape x, double rate) {
    checkArgument(rate >= 0 && rate < 1, "dropout rate %s: 0 or more, below 1", rate);
    return x;
  }

  @Override
  public Shape concat(Shape a, Shape b) {
    boolean fits = a.dimension(1) == b.dimension(1) && a.dimension(2) == b.dimension(2);
    checkArgument(fits, "no joint channels of %s and %s", a, b);
    return image(channels(a) + channels(b), a.dimension(1), a.dimension(2));
  }

  @Override
  public Shape spaceToDepth(Shape x) {
    return image(4 * channels(x), divide(x, 1, 2), divide(x, 2, 2));
  }

  @Override
  public Shape depthToSpace(Shape x) {
    return image(divide(x, 0, 4), 2 * x.dimension(1), 2 * x.dimension(2));
  }

  @Override
  public Shape upsample(Shape x, int height, int width) {
    return image(channels(x), x.dimension(1) * height, x.dimension(2) * width);
  }

  @Override
  public Shape averagePool(Shape x, int height, int width) {
    return image(channels(x), divide(x, 1, height), divide(x, 2, width));
  }

  @Override
  public Shape maxPool(Shape x, int height, int width) {
    return averagePool(x, height, width);
  }

  @Override
  public Shape reshape(Shape x, Shape shape) {
    checkArgument(x.size() == shape.size(), "%s cannot be read as %s", x, shape);
    return shape;
  }

  @Override
  public Shape transpose(Shape x) {
    return Shape.of(channels(x), x.dimension(2), x.dimension(1));
  }

  @Override
  public Shape sinusoids(Shape x, float[] frequencies) {
    checkArgument(x.equals(Shape.of(1)), "sinusoids of %s: one number a sample", x);
    return Shape.of(2 * frequencies.length);
  }

  private void count(long multiplyAdds) {
    work.merge(layer, multiplyAdds, Long::sum);
  }

  private static int channels(Shape x) {
    return x.dimension(0);
  }

  private static Shape image(int channels, int height, int width) {
    return Shape.of(channels, height, width);
  }

  private static int divide(Shape x, int dimension, int divisor) {
    int size = x.dimension(dimension);
    checkArgument(size % divisor == 0, "%s of %s is not divisible by %s", size, x, divisor);
    return size / divisor;
  }
}
