package io.github.diffusion4j.train.onnx;

import java.util.List;

/**
 * How a model file holds the weights of its network. Of whichever type they are, the network takes
 * and gives float32, and but for {@link #DYNAMIC_INT8} computes in it: ONNX Runtime widens the
 * weights once, when it loads the file.
 */
public enum WeightType {
  /** As they were trained, with 4 bytes a weight. */
  FLOAT32 {
    @Override
    String add(OnnxGraph graph, String name, List<Integer> dimensions, float[] values) {
      return graph.floats(name, dimensions, values);
    }
  },

  /**
   * IEEE 754 binary16, with 2 bytes a weight: rounded to 11 bits, and below 6.1e-5 to whole 6e-8.
   * Vectors, biases and scales, stay float32: they are few, and each moves a whole channel.
   */
  FLOAT16 {
    @Override
    String add(OnnxGraph graph, String name, List<Integer> dimensions, float[] values) {
      if (dimensions.size() == 1) {
        return FLOAT32.add(graph, name, dimensions, values);
      }
      return graph.halves(name, dimensions, values);
    }
  },

  /**
   * Whole numbers from -127 to 127 with a scale for each index of the first dimension, its largest
   * weight being 127: 1 byte a weight. Vectors stay float32.
   */
  INT8 {
    @Override
    String add(OnnxGraph graph, String name, List<Integer> dimensions, float[] values) {
      if (dimensions.size() == 1) {
        return FLOAT32.add(graph, name, dimensions, values);
      }
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "weights of %s: %s is not finite; write them as float32".formatted(name, value));
        }
      }
      return graph.bytes(name, dimensions, values);
    }
  },

  /**
   * As {@link #INT8}, and linear maps of tokens are products of whole numbers: what goes into them
   * is rounded to 8 bits on the way, with one scale for the whole tensor (dynamic quantisation; the
   * operator {@code com.microsoft.DynamicQuantizeMatMul} of ONNX Runtime). A sample then depends on
   * those that it is evaluated with, wherefore the runtime of this library evaluates one at a time.
   */
  DYNAMIC_INT8 {
    @Override
    String add(OnnxGraph graph, String name, List<Integer> dimensions, float[] values) {
      return INT8.add(graph, name, dimensions, values);
    }
  };

  /** Adds a parameter to a graph; the name of its value in float32 comes back. */
  abstract String add(OnnxGraph graph, String name, List<Integer> dimensions, float[] values);
}
