package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An interpreter that leaves everything to another, for those that change a few operations.
 *
 * @param <T> a tensor of the interpreter
 */
abstract class ForwardingOps<T> implements Ops<T> {
  private final Ops<T> ops;

  ForwardingOps(Ops<T> ops) {
    this.ops = ops;
  }

  @Override
  public T parameter(ParameterSpec spec) {
    return ops.parameter(spec);
  }

  @Override
  public Shape shape(T x) {
    return ops.shape(x);
  }

  @Override
  public T convolution(T x, T weight, @Nullable T bias, int stride) {
    return ops.convolution(x, weight, bias, stride);
  }

  @Override
  public T linear(T x, T weight, @Nullable T bias) {
    return ops.linear(x, weight, bias);
  }

  @Override
  public T matmul(T a, T b) {
    return ops.matmul(a, b);
  }

  @Override
  public T normalize(T x, int groups) {
    return ops.normalize(x, groups);
  }

  @Override
  public T affine(T x, @Nullable T scale, T shift) {
    return ops.affine(x, scale, shift);
  }

  @Override
  public T normalizeTokens(T x) {
    return ops.normalizeTokens(x);
  }

  @Override
  public T affineTokens(T x, T scale, @Nullable T shift) {
    return ops.affineTokens(x, scale, shift);
  }

  @Override
  public T embed(T ids, T table) {
    return ops.embed(ids, table);
  }

  @Override
  public T addPositions(T x, T positions) {
    return ops.addPositions(x, positions);
  }

  @Override
  public T attention(T query, T key, T value, int heads, @Nullable T mask) {
    return ops.attention(query, key, value, heads, mask);
  }

  @Override
  public T slice(T x, int from, int to) {
    return ops.slice(x, from, to);
  }

  @Override
  public T add(T a, T b) {
    return ops.add(a, b);
  }

  @Override
  public T add(T x, double number) {
    return ops.add(x, number);
  }

  @Override
  public T multiply(T a, T b) {
    return ops.multiply(a, b);
  }

  @Override
  public T scale(T x, double factor) {
    return ops.scale(x, factor);
  }

  @Override
  public T silu(T x) {
    return ops.silu(x);
  }

  @Override
  public T gelu(T x) {
    return ops.gelu(x);
  }

  @Override
  public T relu(T x) {
    return ops.relu(x);
  }

  @Override
  public T exp(T x) {
    return ops.exp(x);
  }

  @Override
  public T softmax(T x) {
    return ops.softmax(x);
  }

  @Override
  public T dropout(T x, double rate) {
    return ops.dropout(x, rate);
  }

  @Override
  public T concat(T a, T b) {
    return ops.concat(a, b);
  }

  @Override
  public T spaceToDepth(T x) {
    return ops.spaceToDepth(x);
  }

  @Override
  public T depthToSpace(T x) {
    return ops.depthToSpace(x);
  }

  @Override
  public T upsample(T x, int height, int width) {
    return ops.upsample(x, height, width);
  }

  @Override
  public T averagePool(T x, int height, int width) {
    return ops.averagePool(x, height, width);
  }

  @Override
  public T maxPool(T x, int height, int width) {
    return ops.maxPool(x, height, width);
  }

  @Override
  public T reshape(T x, Shape shape) {
    return ops.reshape(x, shape);
  }

  @Override
  public T transpose(T x) {
    return ops.transpose(x);
  }

  @Override
  public T sinusoids(T x, float[] frequencies) {
    return ops.sinusoids(x, frequencies);
  }
}
