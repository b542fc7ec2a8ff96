package io.github.diffusion4j.ort;

import java.util.Map;

/**
 * How a GPU computes convolutions, and with them matrix products and sums.
 *
 * <p>For each new shape of a batch ONNX Runtime asks cuDNN for an algorithm. One GPU, with one
 * version of ONNX Runtime, CUDA and cuDNN, should give equal results every time; another GPU may be
 * given another algorithm, and cuDNN promises equal bits on one architecture at most, transposed
 * convolutions excepted.
 */
public enum Convolutions {
  /**
   * The algorithm that cuDNN's rules choose ({@code cudnn_conv_algo_search = HEURISTIC}), never one
   * that was fastest on this machine at this time; sums in a fixed order (the session's
   * deterministic compute); and float32 with all its bits ({@code use_tf32 = 0}), so that results
   * differ from the CPU's in their last digits only. It may keep float16 off the tensor cores, too.
   */
  REPRODUCIBLE("HEURISTIC", "0"),

  /**
   * The algorithm of cuDNN's most thorough search ({@code cudnn_conv_algo_search = EXHAUSTIVE}:
   * since ONNX Runtime 1.20 a costlier set of rules, before that a race of all algorithms), sums in
   * any order, and tensor cores, which round the factors of float32 to a mantissa of 10 bits
   * ({@code use_tf32 = 1}). Best for models of float16, which are no more precise than that.
   */
  FASTEST("EXHAUSTIVE", "1");

  private final String search;
  private final String tf32;

  Convolutions(String search, String tf32) {
    this.search = search;
    this.tf32 = tf32;
  }

  /** Whether the session adds in a fixed order. */
  boolean deterministic() {
    return this == REPRODUCIBLE;
  }

  /**
   * What the CUDA provider of ONNX Runtime is told. There is no choice with its search {@code
   * DEFAULT}: since 1.20 that means cuDNN's fallbacks, which it calls extremely slow itself.
   */
  Map<String, String> options() {
    return Map.of("cudnn_conv_algo_search", search, "use_tf32", tf32);
  }
}
