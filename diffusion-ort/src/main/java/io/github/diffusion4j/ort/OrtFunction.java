package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.model.StopSignal;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph that is called a few times per generation, such as a text encoder or an autoencoder:
 * values of any shape go in, values of any shape come out.
 *
 * <p>Thread-safe.
 */
final class OrtFunction implements AutoCloseable {
  private final Component component;
  private final GuardedSession session;

  private OrtFunction(Component component, GuardedSession session) {
    this.component = component;
    this.session = session;
  }

  static OrtFunction open(Component component, ExecutionProvider provider) {
    return new OrtFunction(component, component.open(provider));
  }

  /**
   * Values of a tensor.
   *
   * @param dimensions of the tensor
   * @param data row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // on their way, never compared
  record Values(long[] dimensions, float[] data) {}

  /**
   * What a call gave.
   *
   * @param byName the outputs that were wanted
   */
  record Outputs(Map<String, Values> byName) {
    Values get(GraphTensor output) {
      return Objects.requireNonNull(byName.get(output.name()), output.name());
    }
  }

  /**
   * Calls the graph.
   *
   * @param inputs by name; whole numbers are rounded for inputs that take such
   * @param outputs which are wanted
   * @param stop says whether they are still wanted
   * @return the outputs
   */
  Outputs call(Map<String, Values> inputs, Set<String> outputs, StopSignal stop) {
    session.enter();
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (Map.Entry<String, Values> input : inputs.entrySet()) {
        tensors.put(input.getKey(), tensor(input.getKey(), input.getValue()));
      }
      Map<String, Values> results = new HashMap<>();
      session.run(tensors, outputs, stop, result -> read(result, outputs, results));
      return new Outputs(results);
    } catch (OrtException e) {
      throw new IllegalStateException(component.name() + ": " + LoadErrors.reason(e), e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
      session.leave();
    }
  }

  private OnnxTensor tensor(String name, Values values) throws OrtException {
    GraphTensor input = component.graph().inputs().get(name);
    if (input == null) {
      throw new IllegalStateException(component.name() + ": no input " + name); // bound before
    }
    FloatBuffers memory = FloatBuffers.allocate(input.type(), values.data().length);
    memory.put(0, values.data(), 0, values.data().length);
    return memory.tensor(values.dimensions(), values.data().length);
  }

  private void read(OrtSession.Result result, Set<String> outputs, Map<String, Values> results)
      throws OrtException {
    for (String name : outputs) {
      if (!(result.get(name).orElse(null) instanceof OnnxTensor tensor)) {
        throw new IllegalStateException(component.name() + ": gave no tensor '" + name + "'");
      }
      @Nullable FloatBuffer values = tensor.getFloatBuffer(); // a copy as float32
      if (values == null) {
        throw new IllegalStateException(
            "%s: gave '%s' as %s, expected float32 or float16; export it with those"
                .formatted(component.name(), name, tensor.getInfo().type));
      }
      float[] data = new float[values.remaining()];
      values.get(data);
      checkFinite(name, data);
      results.put(name, new Values(tensor.getInfo().getShape(), data));
    }
  }

  private void checkFinite(String output, float[] data) {
    for (float value : data) {
      if (!Float.isFinite(value)) {
        throw new IllegalStateException(
            "%s: its output '%s' has a value of %s: it overflows, or its weights are damaged; use one of float32, or download it again"
                .formatted(component.name(), output, value));
      }
    }
  }

  @Override
  public void close() {
    session.close(() -> {});
  }
}
