package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The operations that networks are made of. Each interpreter gives them a meaning: to run and
 * differentiate, to write an ONNX graph, to count.
 *
 * <p>Images are n x c x h x w and vectors n x k, row-major float32. Shapes in this interface leave
 * out n, the batch: a network never knows it. Interpreters are made for one pass and are not
 * thread-safe.
 *
 * @param <T> a tensor of the interpreter
 */
public interface Ops<T> {

  /**
   * A parameter. Asked for once in a pass.
   *
   * @param spec its name, shape and start
   * @return the parameter, fit to be a weight, bias, scale or shift below
   */
  T parameter(ParameterSpec spec);

  /**
   * The shape of one sample of a tensor; not for parameters.
   *
   * @param x any tensor with a batch
   * @return its shape without the batch
   */
  Shape shape(T x);

  /**
   * A convolution of stride 1 that keeps the size, padding with zeros.
   *
   * @param x n x c x h x w
   * @param weight out x c x k x k, k odd
   * @param bias out; null for none
   * @return n x out x h x w
   */
  default T convolution(T x, T weight, @Nullable T bias) {
    return convolution(x, weight, bias, 1);
  }

  /**
   * A convolution at every so many pixels, padding with zeros: the first is at the first pixel.
   *
   * @param x n x c x h x w
   * @param weight out x c x k x k, k odd
   * @param bias out; null for none
   * @param stride from 1, divides h and w
   * @return n x out x h/stride x w/stride
   */
  T convolution(T x, T weight, @Nullable T bias, int stride);

  /**
   * A linear map of vectors, x W^T + b, or of tokens, each by itself.
   *
   * @param x n x in, or n x tokens x in
   * @param weight out x in
   * @param bias out; null for none
   * @return n x out, or n x tokens x out
   */
  T linear(T x, T weight, @Nullable T bias);

  /**
   * The matrix product of the last two dimensions.
   *
   * @param a n x h x p x q
   * @param b n x h x q x r
   * @return n x h x p x r
   */
  T matmul(T a, T b);

  /**
   * Normalises each group of channels of each sample to mean 0 and variance 1 (Wu and He, "Group
   * Normalization", 2018, eq. 1, epsilon 1e-5), without the affine part.
   *
   * @param x n x c x h x w
   * @param groups divides c
   * @return as x
   */
  T normalize(T x, int groups);

  /**
   * Scales and shifts each channel, x * scale + shift.
   *
   * @param x n x c x h x w
   * @param scale a parameter of c, or n x c; null for none
   * @param shift a parameter of c, or n x c
   * @return as x
   */
  T affine(T x, @Nullable T scale, T shift);

  /**
   * Normalises each token to mean 0 and variance 1 (Ba et al., "Layer Normalization", 1607.06450,
   * eq. 4, epsilon 1e-6), without the affine part.
   *
   * @param x n x tokens x c
   * @return as x
   */
  T normalizeTokens(T x);

  /**
   * Scales and shifts the features of all tokens of a sample alike, x * scale + shift.
   *
   * @param x n x tokens x c
   * @param scale a parameter of c, or n x c
   * @param shift a parameter of c, or n x c; null for none
   * @return as x
   */
  T affineTokens(T x, T scale, @Nullable T shift);

  /**
   * The vector of each token of a vocabulary.
   *
   * @param ids n x tokens, from 0 to below rows; their fractions are cut off
   * @param table a parameter of rows x c
   * @return n x tokens x c
   */
  T embed(T ids, T table);

  /**
   * Adds to each token what belongs to its place, in all samples alike.
   *
   * @param x n x tokens x c
   * @param positions a parameter of tokens x c
   * @return as x
   */
  T addPositions(T x, T positions);

  /**
   * Attention in several heads (Vaswani et al., 1706.03762, section 3.2): softmax(Q K^T / sqrt(c /
   * heads)) V for each head's share of the features.
   *
   * @param query n x tokens x c
   * @param key n x others x c
   * @param value as key
   * @param heads divides c
   * @param mask n x others, 1 for those to attend to and 0 for the rest; of a row of zeros, all are
   *     attended to. Null for all
   * @return as query
   */
  T attention(T query, T key, T value, int heads, @Nullable T mask);

  /**
   * Some values of a vector.
   *
   * @param x n x k
   * @param from the first
   * @param to one past the last, above from
   * @return n x (to - from)
   */
  T slice(T x, int from, int to);

  /**
   * The sum, element by element.
   *
   * @param a any
   * @param b as a
   * @return as a
   */
  T add(T a, T b);

  /**
   * The sum with a number.
   *
   * @param x any
   * @param number finite
   * @return as x
   */
  T add(T x, double number);

  /**
   * The product, element by element.
   *
   * @param a any
   * @param b as a
   * @return as a
   */
  T multiply(T a, T b);

  /**
   * The product with a number.
   *
   * @param x any
   * @param factor finite
   * @return as x
   */
  T scale(T x, double factor);

  /**
   * x sigmoid(x).
   *
   * @param x any
   * @return as x
   */
  T silu(T x);

  /**
   * x Phi(x) with the normal distribution function Phi: the exact form, no tanh.
   *
   * @param x any
   * @return as x
   */
  T gelu(T x);

  /**
   * max(x, 0).
   *
   * @param x any
   * @return as x
   */
  T relu(T x);

  /**
   * e to the power of x.
   *
   * @param x any
   * @return as x
   */
  T exp(T x);

  /**
   * The softmax over the last dimension.
   *
   * @param x any
   * @return as x; rows sum to 1
   */
  T softmax(T x);

  /**
   * Zeroes elements at random and scales the others by 1 / (1 - rate), in training only.
   *
   * @param x any
   * @param rate in [0, 1)
   * @return as x
   */
  T dropout(T x, double rate);

  /**
   * Joins the channels of two images.
   *
   * @param a n x c x h x w
   * @param b n x d x h x w
   * @return n x (c + d) x h x w, those of a first
   */
  T concat(T a, T b);

  /**
   * Moves 2 x 2 blocks of pixels into channels: channel (2i + j) c + k of the result is channel k
   * at row i and column j of the block, as in ONNX.
   *
   * @param x n x c x h x w, h and w even
   * @return n x 4c x h/2 x w/2
   */
  T spaceToDepth(T x);

  /**
   * Undoes {@link #spaceToDepth}.
   *
   * @param x n x 4c x h x w
   * @return n x c x 2h x 2w
   */
  T depthToSpace(T x);

  /**
   * Repeats every pixel as a block.
   *
   * @param x n x c x h x w
   * @param height of a block
   * @param width of a block
   * @return n x c x (h height) x (w width)
   */
  T upsample(T x, int height, int width);

  /**
   * The mean of each block of pixels.
   *
   * @param x n x c x h x w
   * @param height of a block, divides h
   * @param width of a block, divides w
   * @return n x c x h/height x w/width
   */
  T averagePool(T x, int height, int width);

  /**
   * The largest of each block of pixels.
   *
   * @param x n x c x h x w
   * @param height of a block, divides h
   * @param width of a block, divides w
   * @return n x c x h/height x w/width
   */
  T maxPool(T x, int height, int width);

  /**
   * Reads each sample's elements in another shape.
   *
   * @param x any
   * @param shape of one sample, of the same size
   * @return n x shape
   */
  T reshape(T x, Shape shape);

  /**
   * Swaps the last two dimensions.
   *
   * @param x n x h x p x q
   * @return n x h x q x p
   */
  T transpose(T x);

  /**
   * The cosines, then the sines, of a number times given frequencies.
   *
   * @param x n x 1
   * @param frequencies in radians per unit of x
   * @return n x 2 frequencies.length
   */
  T sinusoids(T x, float[] frequencies);
}
