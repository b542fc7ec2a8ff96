package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.diffusion4j.tensor.Shape;

/** The memory of a graph's tensor, which grows to the largest that was asked for. */
final class InputMemory {
  private final GraphTensor tensor;
  private FloatBuffers elements;
  private int capacity;

  InputMemory(GraphTensor tensor) {
    this.tensor = tensor;
    elements = FloatBuffers.allocate(tensor.type(), 0);
  }

  FloatBuffers elements() {
    return elements;
  }

  /** A tensor of the graph's rank over the first rows of the memory. */
  OnnxTensor tensor(int rows, Shape row) throws OrtException {
    int count = Math.multiplyExact(rows, row.size());
    if (count > capacity) {
      elements = FloatBuffers.allocate(tensor.type(), count);
      capacity = count;
    }
    return elements.tensor(tensor.dimensions(rows, row), count);
  }
}
