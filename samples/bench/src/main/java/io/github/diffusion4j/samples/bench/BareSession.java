package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.tensor.NoiseSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * ONNX Runtime as the library sets it up, and nothing else: tensors made once, the output written
 * in place. No loop can be cheaper than calls of {@link #run}.
 */
final class BareSession implements AutoCloseable {
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> outputs = new HashMap<>();

  /**
   * Opens a session.
   *
   * @param model whose graph it is
   * @param rows of the batch
   * @param setting of its threads
   */
  BareSession(Subject model, int rows, Setting setting) throws OrtException {
    this(model, rows, setting, options -> {});
  }

  private BareSession(Subject model, int rows, Setting setting, Further further)
      throws OrtException {
    try (SessionOptions options = setting.options()) {
      further.set(options);
      session = OrtRuntime.environment().createSession(model.bytes(), options);
    }
    for (NodeInfo input : session.getInputInfo().values()) {
      inputs.put(input.getName(), tensor(input, rows));
    }
    for (NodeInfo output : session.getOutputInfo().values()) {
      outputs.put(output.getName(), tensor(output, rows));
    }
  }

  /** Opens a session that writes down where its time goes, until {@link #endProfiling}. */
  static BareSession profiled(Subject model, int rows, Setting setting, String prefix)
      throws OrtException {
    return new BareSession(model, rows, setting, options -> options.enableProfiling(prefix));
  }

  /** Ends the profile; the file that holds it. */
  Path endProfiling() throws OrtException {
    return Path.of(session.endProfiling());
  }

  private static OnnxTensor tensor(NodeInfo node, int rows) throws OrtException {
    long[] dimensions = ((TensorInfo) node.getInfo()).getShape();
    int size = 1;
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = dimensions[i] < 0 ? rows : dimensions[i];
      size *= Math.toIntExact(dimensions[i]);
    }
    float[] values = new float[size];
    NoiseSource.gaussian().fill(0, 0, values, 0, size);
    FloatBuffer memory =
        ByteBuffer.allocateDirect(size * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(0, values);
    return OnnxTensor.createTensor(OrtRuntime.environment(), memory, dimensions);
  }

  /** Evaluates some times over. */
  void run(int times) {
    try {
      for (int i = 0; i < times; i++) {
        session.run(inputs, Set.of(), outputs).close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    outputs.values().forEach(OnnxTensor::close);
    session.close();
  }

  /** More options of a session. */
  @FunctionalInterface
  private interface Further {
    void set(SessionOptions options) throws OrtException;
  }
}
