package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.diffusion4j.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of one run at a time, over direct memory in native order: ONNX Runtime reads and
 * writes it in place, and would never write back to a heap buffer. The memory grows to the largest
 * run so far and the tensors are kept while rows and shape stay, so that after the first step
 * nothing is allocated natively.
 *
 * <p>Not thread-safe: lent to one caller at a time.
 */
final class Buffers implements AutoCloseable {
  private final GraphBinding binding;
  private final InputTensors inputs;
  private final InputMemory output;
  private final Optional<ControlBuffers> control;

  /** What the output is made for. */
  private int rows;

  private Shape shape;

  private final Map<String, OnnxTensor> outputs = new HashMap<>();

  Buffers(GraphBinding binding, Optional<ControlNetwork> control) {
    this.binding = binding;
    shape = binding.card().shape();
    inputs = new InputTensors(binding);
    output = new InputMemory(binding.output());
    this.control = control.map(ControlBuffers::new);
  }

  /** Runs some rows of a request and writes their outputs into an array from an offset on. */
  void run(
      GuardedSession session, Request request, int first, int count, float[] target, int offset) {
    fit(inputs.load(request, first, count), request.x().shape());
    session.run(all(request, first, count), outputs, request.opened(), request.stop());
    output.elements().get(target, offset, count * binding.card().outputShape(shape).size());
  }

  private Map<String, OnnxTensor> all(Request request, int first, int count) {
    if (control.isEmpty()) {
      return inputs.tensors();
    }
    Map<String, OnnxTensor> all = new HashMap<>(control.get().run(request, first, count));
    all.putAll(inputs.tensors());
    return all;
  }

  private void fit(int newRows, Shape newShape) {
    if (newRows == rows && newShape.equals(shape)) {
      return;
    }
    free();
    try {
      outputs.put(
          binding.output().name(), output.tensor(newRows, binding.card().outputShape(newShape)));
      rows = newRows;
      shape = newShape;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "no tensors of " + newRows + " rows: " + LoadErrors.reason(e), e);
    }
  }

  private void free() {
    rows = 0;
    outputs.values().forEach(OnnxTensor::close);
    outputs.clear();
  }

  /** Frees the tensors. */
  @Override
  public void close() {
    inputs.close();
    free();
    control.ifPresent(ControlBuffers::close);
  }
}
