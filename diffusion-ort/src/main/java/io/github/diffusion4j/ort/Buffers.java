package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.diffusion4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of one run at a time, over direct memory in native order: ONNX Runtime reads and
 * writes it in place, and would never write back to a heap buffer. The memory grows to the largest
 * run so far and the tensors are kept while the number of rows stays, so that after the first step
 * nothing is allocated natively.
 *
 * <p>Not thread-safe: lent to one caller at a time.
 */
final class Buffers implements AutoCloseable {
  private final GraphBinding wiring;
  private final int sampleSize;
  private final int contextSize;
  private final int outputSize;
  private final float[] contextRow;
  private FloatBuffers sample;
  private @Nullable FloatBuffers context;
  private FloatBuffers output;
  private ByteBuffer time = bytes(0);

  /** The rows there is memory for. */
  private int capacity;

  /** The rows of the tensors. */
  private int rows;

  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> outputs = new HashMap<>();

  Buffers(GraphBinding wiring) {
    this.wiring = wiring;
    sampleSize = wiring.card().shape().size();
    contextSize = wiring.contextSize();
    outputSize = wiring.card().outputShape().size();
    contextRow = new float[contextSize];
    sample = FloatBuffers.allocate(wiring.sample().type(), 0);
    output = FloatBuffers.allocate(wiring.output().type(), 0);
  }

  /** Runs some rows of a request and writes their outputs into an array from an offset on. */
  void run(
      GuardedSession session, Request request, int first, int count, float[] target, int offset) {
    fit(wiring.tensorRows(count));
    for (int row = 0; row < rows; row++) {
      load(request, row, first + Math.min(row, count - 1)); // a fixed batch is filled up
    }
    session.run(inputs, outputs, request.stop());
    output.get(target, offset, count * outputSize);
  }

  private void load(Request request, int row, int from) {
    sample.put(row * sampleSize, request.x().data(), from * sampleSize, sampleSize);
    if (row == 0 || !wiring.time().shared()) {
      wiring.time().write(time, row, request.levels().get(from));
    }
    if (context != null) {
      request.contexts().get(from).copyTo(contextRow, 0);
      context.put(row * contextSize, contextRow, 0, contextSize);
    }
  }

  private void fit(int newRows) {
    if (newRows == rows) {
      return;
    }
    close();
    if (newRows > capacity) {
      sample = floats(wiring.sample(), newRows, sampleSize);
      context = wiring.context() == null ? null : floats(wiring.context(), newRows, contextSize);
      output = floats(wiring.output(), newRows, outputSize);
      time = bytes(wiring.time().bytes(newRows));
      capacity = newRows;
    }
    try {
      makeTensors(newRows);
      rows = newRows;
    } catch (OrtException e) {
      close();
      throw new IllegalStateException(
          "no tensors of " + newRows + " rows: " + LoadErrors.reason(e), e);
    }
  }

  private void makeTensors(int newRows) throws OrtException {
    OrtEnvironment environment = Environment.get();
    inputs.put(wiring.sample().name(), tensor(sample, newRows, wiring.card().shape()));
    if (wiring.context() != null && context != null) {
      inputs.put(wiring.context().name(), tensor(context, newRows, Shape.of(contextSize)));
    }
    TimeTensor times = wiring.time();
    inputs.put(
        times.port().name(),
        OnnxTensor.createTensor(
            environment,
            time.slice(0, times.bytes(newRows)).order(ByteOrder.nativeOrder()),
            times.dimensions(newRows),
            times.port().type()));
    outputs.put(wiring.output().name(), tensor(output, newRows, wiring.card().outputShape()));
  }

  private static OnnxTensor tensor(FloatBuffers memory, int rows, Shape row) throws OrtException {
    long[] dimensions = new long[row.rank() + 1];
    dimensions[0] = rows;
    for (int i = 0; i < row.rank(); i++) {
      dimensions[i + 1] = row.dimension(i);
    }
    return memory.tensor(dimensions, rows * row.size());
  }

  private static FloatBuffers floats(GraphTensor port, int rows, int size) {
    return FloatBuffers.allocate(port.type(), Math.multiplyExact(rows, size));
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
  }

  /** Frees the tensors. */
  @Override
  public void close() {
    rows = 0;
    inputs.values().forEach(OnnxTensor::close);
    outputs.values().forEach(OnnxTensor::close);
    inputs.clear();
    outputs.clear();
  }
}
