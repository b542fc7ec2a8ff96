package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.model.ContextSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a network of control, and its residuals, multiplied by the scale of their row, on
 * their way into the denoising network.
 *
 * <p>Not thread-safe: lent to one caller at a time.
 */
final class ControlBuffers implements AutoCloseable {
  private final ControlNetwork network;
  private final InputTensors inputs;
  private final Map<String, ControlBinding.Residual> byOutput;
  private final Map<String, Fed> fed = new HashMap<>();

  /** A residual as an input of the denoising network. */
  @SuppressWarnings("ArrayRecordComponent") // told by ONNX Runtime, and compared by its values
  private record Fed(long[] dimensions, FloatBuffers memory, OnnxTensor tensor) {
    static Fed of(GraphTensor input, long[] dimensions) throws OrtException {
      int count = Math.toIntExact(LongStream.of(dimensions).reduce(1, Math::multiplyExact));
      FloatBuffers memory = FloatBuffers.allocate(input.type(), count);
      return new Fed(dimensions, memory, memory.tensor(dimensions, count));
    }
  }

  ControlBuffers(ControlNetwork network) {
    this.network = network;
    inputs = new InputTensors(network.binding().binding());
    byOutput =
        network.binding().residuals().stream()
            .collect(
                Collectors.toMap(
                    residual -> residual.output().name(),
                    residual -> residual,
                    (one, other) -> one,
                    LinkedHashMap::new));
  }

  /** Runs the network on some rows of a request; gives inputs of the denoising network by name. */
  Map<String, OnnxTensor> run(Request request, int first, int count) {
    int rows = inputs.load(request, first, count);
    float[] scales = new float[rows];
    for (int row = 0; row < rows; row++) {
      int from = first + Math.min(row, count - 1);
      request.contexts().get(from).required(ContextSpec.CONTROL_SCALE).copyTo(scales, row);
    }
    network
        .session()
        .run(inputs.tensors(), byOutput.keySet(), request.stop(), result -> take(result, scales));
    Map<String, OnnxTensor> tensors = new HashMap<>();
    fed.forEach((input, residual) -> tensors.put(input, residual.tensor()));
    return tensors;
  }

  private void take(OrtSession.Result result, float[] scales) throws OrtException {
    for (ControlBinding.Residual residual : byOutput.values()) {
      String output = residual.output().name();
      if (!(result.get(output).orElse(null) instanceof OnnxTensor tensor)) {
        throw new IllegalStateException(
            "%s: gave no tensor '%s'".formatted(network.binding().component().name(), output));
      }
      FloatBuffer values = tensor.getFloatBuffer(); // a copy as float32
      float[] data = new float[values.remaining()];
      values.get(data);
      int row = data.length / scales.length;
      for (int i = 0; i < data.length; i++) {
        data[i] *= scales[i / row];
      }
      target(residual.input(), tensor.getInfo().getShape()).memory().put(0, data, 0, data.length);
    }
  }

  /** The tensor that is fed; it is kept while its dimensions stay. */
  private Fed target(GraphTensor input, long[] dimensions) throws OrtException {
    @Nullable Fed kept = fed.get(input.name());
    if (kept != null && Arrays.equals(kept.dimensions(), dimensions)) {
      return kept;
    }
    Fed made = Fed.of(input, dimensions);
    fed.put(input.name(), made);
    if (kept != null) {
      kept.tensor().close();
    }
    return made;
  }

  /** Frees the tensors. */
  @Override
  public void close() {
    inputs.close();
    List.copyOf(fed.values()).forEach(residual -> residual.tensor().close());
    fed.clear();
  }
}
