package io.github.diffusion4j.train.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter that runs a network on DJL; under a gradient collector it is differentiated.
 *
 * <p>Every array it makes belongs to the scope and goes with it. Made for one pass; not
 * thread-safe.
 */
public final class DjlOps implements Ops<NDArray> {
  private static final ai.djl.ndarray.types.Shape ONE = new ai.djl.ndarray.types.Shape(1, 1);
  private static final float EPSILON = 1e-5f;
  private static final float TOKEN_EPSILON = 1e-6f;

  /** Added to the scores of what is hidden: nothing is left of it, and nothing is infinite. */
  private static final double HIDDEN = 1e4;

  private final NDManager scope;
  private final Map<String, NDArray> parameters;
  private final Mode mode;

  /**
   * Makes an interpreter for one pass.
   *
   * @param scope owns what the pass makes; close it after the backward pass
   * @param parameters by name, of the shapes of the {@link NetworkSummary}; left alone
   * @param mode whether dropout drops
   * @throws IllegalStateException if the engine computes wrong numbers on this machine
   */
  public DjlOps(NDManager scope, Map<String, NDArray> parameters, Mode mode) {
    TorchEngine.start(); // whoever made the scope: its numbers are right
    this.scope = scope;
    this.parameters = parameters;
    this.mode = mode;
  }

  @Override
  public NDArray parameter(ParameterSpec spec) {
    NDArray parameter = parameters.get(spec.name());
    if (parameter == null) {
      throw new IllegalArgumentException(
          "no weights for " + spec.name() + " of " + spec.shape() + ": those of another network?");
    }
    return parameter;
  }

  @Override
  public Shape shape(NDArray x) {
    long[] dimensions = x.getShape().getShape();
    int[] sample = new int[dimensions.length - 1];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = (int) dimensions[i + 1];
    }
    return Shape.of(sample);
  }

  @Override
  public NDArray convolution(NDArray x, NDArray weight, @Nullable NDArray bias, int stride) {
    ai.djl.ndarray.types.Shape padding = square(weight.getShape().get(2) / 2);
    return only(
        x.getNDArrayInternal().convolution(x, weight, bias, square(stride), padding, ONE, 1));
  }

  @Override
  public NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
    return only(x.getNDArrayInternal().linear(x, weight, bias));
  }

  @Override
  public NDArray matmul(NDArray a, NDArray b) {
    return own(a.matMul(b));
  }

  @Override
  public NDArray normalize(NDArray x, int groups) {
    ai.djl.ndarray.types.Shape whole = x.getShape();
    long n = whole.get(0);
    NDArray grouped = own(x.reshape(n, groups, whole.size() / n / groups));
    ai.djl.ndarray.types.Shape group = grouped.getShape().slice(2);
    // The engine has no GroupNorm; its LayerNorm over a group is the same in one pass.
    try (NDArray one = scope.ones(group);
        NDArray zero = scope.zeros(group)) {
      NDList normal = x.getNDArrayInternal().layerNorm(grouped, group, one, zero, EPSILON);
      return own(only(normal).reshape(whole));
    }
  }

  @Override
  public NDArray affine(NDArray x, @Nullable NDArray scale, NDArray shift) {
    NDArray scaled = scale == null ? x : own(x.mul(perChannel(scale)));
    return own(scaled.add(perChannel(shift)));
  }

  private NDArray perChannel(NDArray values) {
    ai.djl.ndarray.types.Shape shape = values.getShape();
    return own(values.reshape(-1, shape.get(shape.dimension() - 1), 1, 1));
  }

  @Override
  public NDArray normalizeTokens(NDArray x) {
    ai.djl.ndarray.types.Shape token = x.getShape().slice(2);
    try (NDArray one = scope.ones(token);
        NDArray zero = scope.zeros(token)) {
      return only(x.getNDArrayInternal().layerNorm(x, token, one, zero, TOKEN_EPSILON));
    }
  }

  @Override
  public NDArray affineTokens(NDArray x, NDArray scale, @Nullable NDArray shift) {
    NDArray scaled = own(x.mul(ofAllTokens(scale)));
    return shift == null ? scaled : own(scaled.add(ofAllTokens(shift)));
  }

  private NDArray ofAllTokens(NDArray values) {
    ai.djl.ndarray.types.Shape shape = values.getShape();
    return own(values.reshape(-1, 1, shape.get(shape.dimension() - 1)));
  }

  @Override
  public NDArray embed(NDArray ids, NDArray table) {
    NDArray whole = own(ids.toType(DataType.INT64, false));
    return only(table.getNDArrayInternal().embedding(whole, table, SparseFormat.DENSE));
  }

  @Override
  public NDArray addPositions(NDArray x, NDArray positions) {
    return own(x.add(positions));
  }

  @Override
  public NDArray attention(
      NDArray query, NDArray key, NDArray value, int heads, @Nullable NDArray mask) {
    int width = (int) query.getShape().get(2) / heads;
    NDArray scaled = scale(perHead(query, heads), 1 / Math.sqrt(width));
    NDArray scores = own(scaled.matMul(own(perHead(key, heads).transpose(0, 1, 3, 2))));
    if (mask != null) {
      NDArray hidden = scale(own(mask.sub(scope.create(1f))), HIDDEN);
      scores = own(scores.add(own(hidden.reshape(hidden.getShape().get(0), 1, 1, -1))));
    }
    NDArray mixed = own(own(scores.softmax(-1)).matMul(perHead(value, heads)));
    return own(own(mixed.transpose(0, 2, 1, 3)).reshape(query.getShape()));
  }

  /** As n x heads x tokens x width. */
  private NDArray perHead(NDArray x, int heads) {
    ai.djl.ndarray.types.Shape s = x.getShape();
    return own(own(x.reshape(s.get(0), s.get(1), heads, s.get(2) / heads)).transpose(0, 2, 1, 3));
  }

  @Override
  public NDArray slice(NDArray x, int from, int to) {
    return own(x.get(new NDIndex(":, {}:{}", from, to)));
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return own(a.add(b));
  }

  @Override
  public NDArray multiply(NDArray a, NDArray b) {
    return own(a.mul(b));
  }

  @Override
  public NDArray add(NDArray x, double number) {
    return own(x.add(scope.create((float) number)));
  }

  @Override
  public NDArray scale(NDArray x, double factor) {
    // Not x.mul(factor): the engine frees the memory of a number before the backward pass reads it.
    return own(x.mul(scope.create((float) factor)));
  }

  @Override
  public NDArray silu(NDArray x) {
    return own(x.mul(own(x.getNDArrayInternal().sigmoid())));
  }

  @Override
  public NDArray gelu(NDArray x) {
    return own(x.getNDArrayInternal().gelu());
  }

  @Override
  public NDArray relu(NDArray x) {
    return own(x.getNDArrayInternal().relu());
  }

  @Override
  public NDArray exp(NDArray x) {
    return own(x.exp());
  }

  @Override
  public NDArray softmax(NDArray x) {
    return own(x.softmax(-1));
  }

  @Override
  public NDArray dropout(NDArray x, double rate) {
    return mode == Mode.EVALUATE || rate == 0
        ? x
        : only(x.getNDArrayInternal().dropout(x, (float) rate, true));
  }

  @Override
  public NDArray concat(NDArray a, NDArray b) {
    return own(a.concat(b, 1));
  }

  @Override
  public NDArray spaceToDepth(NDArray x) {
    ai.djl.ndarray.types.Shape s = x.getShape();
    NDArray blocks = own(x.reshape(s.get(0), s.get(1), s.get(2) / 2, 2, s.get(3) / 2, 2));
    NDArray moved = own(blocks.transpose(0, 3, 5, 1, 2, 4));
    return own(moved.reshape(s.get(0), 4 * s.get(1), s.get(2) / 2, s.get(3) / 2));
  }

  @Override
  public NDArray depthToSpace(NDArray x) {
    ai.djl.ndarray.types.Shape s = x.getShape();
    NDArray blocks = own(x.reshape(s.get(0), 2, 2, s.get(1) / 4, s.get(2), s.get(3)));
    NDArray moved = own(blocks.transpose(0, 3, 4, 1, 5, 2));
    return own(moved.reshape(s.get(0), s.get(1) / 4, 2 * s.get(2), 2 * s.get(3)));
  }

  @Override
  public NDArray upsample(NDArray x, int height, int width) {
    long[] size = {x.getShape().get(2) * height, x.getShape().get(3) * width};
    return own(x.getNDArrayInternal().interpolation(size, NEAREST, false));
  }

  @Override
  public NDArray averagePool(NDArray x, int height, int width) {
    ai.djl.ndarray.types.Shape block = new ai.djl.ndarray.types.Shape(height, width);
    return own(x.getNDArrayInternal().avgPool(block, block, square(0), false, true));
  }

  @Override
  public NDArray maxPool(NDArray x, int height, int width) {
    ai.djl.ndarray.types.Shape block = new ai.djl.ndarray.types.Shape(height, width);
    return own(x.getNDArrayInternal().maxPool(block, block, square(0), false));
  }

  @Override
  public NDArray reshape(NDArray x, Shape shape) {
    long[] dimensions = new long[shape.rank() + 1];
    dimensions[0] = x.getShape().get(0);
    for (int i = 0; i < shape.rank(); i++) {
      dimensions[i + 1] = shape.dimension(i);
    }
    return own(x.reshape(dimensions));
  }

  @Override
  public NDArray transpose(NDArray x) {
    return own(x.swapAxes(-2, -1));
  }

  @Override
  public NDArray sinusoids(NDArray x, float[] frequencies) {
    NDArray angles = own(x.mul(scope.create(frequencies)));
    return own(own(angles.cos()).concat(own(angles.sin()), 1));
  }

  private static ai.djl.ndarray.types.Shape square(long side) {
    return new ai.djl.ndarray.types.Shape(side, side);
  }

  private NDArray only(NDList list) {
    return own(list.get(0));
  }

  /** DJL gives a result to the manager of its first operand, which may be a parameter's. */
  private NDArray own(NDArray array) {
    if (array.getManager() != scope) {
      array.attach(scope);
    }
    return array;
  }

  private static final int NEAREST = 0;
}
