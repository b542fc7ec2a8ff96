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
    return new Shape(spec.shape().dimensions()); // no two are the same object
  }

  @Override
  public Shape shape(Shape x) {
    return x;
  }

  @Override
  public Shape convolution(Shape x, Shape weight, @Nullable Shape bias, int stride) {
    int k = weight.dimension(2);
    checkArgument(k % 2 == 1 && weight.dimension(3) == k, "kernel of %s: k x k with odd k", weight);
    checkArgument(weight.dimension(1) == channels(x), "weight %s does not fit %s", weight, x);
    Shape out = Shape.of(channels(weight));
    checkArgument(bias == null || bias.equals(out), "bias %s, weight %s", bias, weight);
    Shape convolved = image(channels(weight), divide(x, 1, stride), divide(x, 2, stride));
    count((long) weight.size() * convolved.dimension(1) * convolved.dimension(2));
    return convolved;
  }

  @Override
  public Shape linear(Shape x, Shape weight, @Nullable Shape bias) {
    boolean fits = x.rank() <= 2 && x.dimension(x.rank() - 1) == weight.dimension(1);
    checkArgument(fits, "weight %s does not fit %s", weight, x);
    int out = channels(weight);
    checkArgument(bias == null || bias.equals(Shape.of(out)), "bias %s, weight %s", bias, weight);
    count((long) weight.size() * x.size() / weight.dimension(1));
    return x.rank() == 1 ? Shape.of(out) : Shape.of(channels(x), out);
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
  public Shape affine(Shape x, @Nullable Shape scale, Shape shift) {
    Shape channels = Shape.of(channels(x));
    checkArgument(scale == null || scale.equals(channels), "scale %s of %s", scale, x);
    checkArgument(shift.equals(channels), "shift %s of %s", shift, x);
    return x;
  }

  @Override
  public Shape normalizeTokens(Shape x) {
    checkArgument(x.rank() == 2, "tokens x features are normalized, not %s", x);
    return x;
  }

  @Override
  public Shape affineTokens(Shape x, Shape scale, @Nullable Shape shift) {
    checkArgument(x.rank() == 2, "tokens x features are scaled, not %s", x);
    Shape features = Shape.of(x.dimension(1));
    checkArgument(scale.equals(features), "scale %s of %s", scale, x);
    checkArgument(shift == null || shift.equals(features), "shift %s of %s", shift, x);
    return x;
  }

  @Override
  public Shape embed(Shape ids, Shape table) {
    boolean fits = ids.rank() == 1 && table.rank() == 2;
    checkArgument(fits, "no tokens %s of a table of %s", ids, table);
    return Shape.of(ids.size(), table.dimension(1));
  }

  @Override
  public Shape addPositions(Shape x, Shape positions) {
    checkArgument(x.rank() == 2 && x.equals(positions), "positions %s of %s", positions, x);
    return x;
  }

  @Override
  public Shape attention(Shape query, Shape key, Shape value, int heads, @Nullable Shape mask) {
    boolean tokens = query.rank() == 2 && key.rank() == 2;
    checkArgument(tokens, "tokens x features attend, not %s to %s", query, key);
    boolean fits = query.dimension(1) == key.dimension(1) && value.equals(key);
    checkArgument(fits, "no attention of %s to keys %s and values %s", query, key, value);
    divide(query, 1, heads);
    Shape others = Shape.of(channels(key));
    checkArgument(mask == null || mask.equals(others), "mask %s of keys %s", mask, key);
    count(2L * query.size() * channels(key));
    return query;
  }

  @Override
  public Shape slice(Shape x, int from, int to) {
    boolean inside = x.rank() == 1 && 0 <= from && from < to && to <= x.size();
    checkArgument(inside, "no values %s to %s of %s", from, to, x);
    return Shape.of(to - from);
  }

  @Override
  public Shape add(Shape a, Shape b) {
    checkArgument(a.equals(b), "no sum of %s and %s", a, b);
    return a;
  }

  @Override
  public Shape multiply(Shape a, Shape b) {
    checkArgument(a.equals(b), "no product of %s and %s", a, b);
    return a;
  }

  @Override
  public Shape add(Shape x, double number) {
    return x;
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
  public Shape exp(Shape x) {
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
