package io.github.diffusion4j.train.onnx;

/**
 * How a graph is written; what it computes is the same, to rounding.
 *
 * @param weights the type of the weights in the file
 * @param attention how attention is computed
 */
public record GraphForm(WeightType weights, AttentionForm attention) {
  /** Weights of float32, and operators of ONNX alone. */
  public static final GraphForm STANDARD = standard(WeightType.FLOAT32);

  /**
   * Operators of ONNX alone, unless the weights want others.
   *
   * @param weights the type of the weights in the file
   * @return a form
   */
  public static GraphForm standard(WeightType weights) {
    return new GraphForm(weights, AttentionForm.STANDARD);
  }
}
