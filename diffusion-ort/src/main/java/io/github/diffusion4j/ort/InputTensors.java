package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a graph for one run at a time, over direct memory in native order, which ONNX
 * Runtime reads in place. The memory grows to the largest run so far and the tensors are kept while
 * rows and shape stay.
 *
 * <p>Not thread-safe: lent to one caller at a time.
 */
final class InputTensors implements AutoCloseable {
  private final GraphBinding binding;
  private final InputMemory sample;
  private final List<RoleMemory> roles;
  private ByteBuffer time = bytes(0);

  /** What the tensors are made for. */
  private int rows;

  private Shape shape;

  private final Map<String, OnnxTensor> inputs = new HashMap<>();

  /** The memory of a role, and a row of it on its way from the context. */
  private static final class RoleMemory {
    private final RoleInput input;
    private final InputMemory memory;
    private float[] row = {};

    RoleMemory(RoleInput input) {
      this.input = input;
      memory = new InputMemory(input.tensor());
    }

    void load(int at, ContextVector context) {
      context.required(input.role().name()).copyTo(row, 0);
      memory.elements().put(at * row.length, row, 0, row.length);
    }

    OnnxTensor tensor(int rows, Shape card, Shape samples) throws OrtException {
      Shape shape = input.role().forSamples(card, samples).shape();
      row = new float[shape.size()];
      return memory.tensor(rows, shape);
    }
  }

  InputTensors(GraphBinding binding) {
    this.binding = binding;
    shape = binding.card().shape();
    sample = new InputMemory(binding.sample());
    roles = binding.roles().stream().map(RoleMemory::new).toList();
  }

  /** By the names of the inputs. */
  Map<String, OnnxTensor> tensors() {
    return inputs;
  }

  /**
   * Writes some rows of a request.
   *
   * @return the number of rows of the tensors; a fixed batch is filled up with the last
   */
  int load(Request request, int first, int count) {
    fit(binding.tensorRows(count), request.x().shape());
    for (int row = 0; row < rows; row++) {
      loadRow(request, row, first + Math.min(row, count - 1));
    }
    return rows;
  }

  private void loadRow(Request request, int row, int from) {
    ContextVector context = request.contexts().get(from);
    int size = shape.size();
    int at = row * binding.sampleRow(shape).size();
    sample.elements().put(at, request.x().data(), from * size, size);
    at += size;
    for (ContextRole role : binding.appended()) {
      float[] values = context.required(role.name()).values();
      sample.elements().put(at, values, 0, values.length);
      at += values.length;
    }
    if (row == 0 || !binding.time().shared()) {
      binding.time().write(time, row, request.levels().get(from));
    }
    for (RoleMemory role : roles) {
      role.load(row, context);
    }
  }

  private void fit(int newRows, Shape newShape) {
    if (newRows == rows && newShape.equals(shape)) {
      return;
    }
    close();
    try {
      makeTensors(newRows, newShape);
      rows = newRows;
      shape = newShape;
    } catch (OrtException e) {
      close();
      throw new IllegalStateException(
          "no tensors of " + newRows + " rows: " + LoadErrors.reason(e), e);
    }
  }

  private void makeTensors(int newRows, Shape newShape) throws OrtException {
    inputs.put(binding.sample().name(), sample.tensor(newRows, binding.sampleRow(newShape)));
    for (RoleMemory role : roles) {
      inputs.put(
          role.input.tensor().name(), role.tensor(newRows, binding.card().shape(), newShape));
    }
    TimeTensor times = binding.time();
    if (times.bytes(newRows) > time.capacity()) {
      time = bytes(times.bytes(newRows));
    }
    inputs.put(
        times.input().name(),
        OnnxTensor.createTensor(
            Environment.get(),
            time.slice(0, times.bytes(newRows)).order(ByteOrder.nativeOrder()),
            times.dimensions(newRows),
            times.input().type()));
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
  }

  /** Frees the tensors. */
  @Override
  public void close() {
    rows = 0;
    inputs.values().forEach(OnnxTensor::close);
    inputs.clear();
  }
}
