package io.github.diffusion4j.train.onnx;

/** How a graph computes attention. */
public enum AttentionForm {
  /** Products and a softmax, which every runtime of ONNX has. */
  STANDARD,

  /**
   * One operator of ONNX Runtime, {@code com.microsoft.MultiHeadAttention}, which does not write
   * the scores of all pairs of tokens to memory.
   */
  FUSED
}
