package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Component;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.network.TextComponent;
import io.github.diffusion4j.train.onnx.AttentionForm;
import io.github.diffusion4j.train.onnx.ComponentExport;
import io.github.diffusion4j.train.onnx.GraphForm;
import io.github.diffusion4j.train.onnx.WeightType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the forms of a transformer's graph cost: the network of emoji64, with other weights. */
final class GraphForms {
  private static final Component NETWORK =
      new TextComponent(Networks.dit(Shape.of(4, 16, 16), 16, 384, 2, 256, 8), 1000);
  private static final Map<String, GraphForm> FORMS = new LinkedHashMap<>();

  static {
    FORMS.put("fused attention", new GraphForm(WeightType.FLOAT32, AttentionForm.FUSED));
    FORMS.put("products of 8 bits", new GraphForm(WeightType.DYNAMIC_INT8, AttentionForm.STANDARD));
    FORMS.put("both", new GraphForm(WeightType.DYNAMIC_INT8, AttentionForm.FUSED));
  }

  private GraphForms() {}

  static void run(PrintStream out) throws IOException, OrtException {
    Path folder = Files.createTempDirectory("forms");
    Table table =
        new Table(
            "An evaluation of a DiT, %d M multiply-adds per row, against plain operators, in turn"
                .formatted(NetworkSummary.of(NETWORK).multiplyAdds() / 1_000_000),
            "form",
            "rows",
            "plain, us",
            "us",
            "ratio",
            "its middle half");
    for (Map.Entry<String, GraphForm> form : FORMS.entrySet()) {
      for (int rows : new int[] {1, 2, 8}) {
        try (Evaluation plain = Evaluation.of(GraphForm.STANDARD, rows, folder);
            Evaluation other = Evaluation.of(form.getValue(), rows, folder)) {
          Pairs pairs = Pairs.inTurn(other, plain, Duration.ofSeconds(10));
          table.add(
              form.getKey(), rows, pairs.second(), pairs.first(), pairs.ratio(), pairs.spread());
        }
      }
    }
    table.print(out);
  }

  /** A session with what it is asked. */
  private record Evaluation(OrtSession session, Map<String, OnnxTensor> inputs)
      implements Runnable, AutoCloseable {

    static Evaluation of(GraphForm form, int rows, Path folder) throws OrtException {
      ComponentExport.write(
          NETWORK, NetworkSummary.of(NETWORK).initialValues(1), form, Map.of(), folder);
      Map<String, OnnxTensor> inputs = new HashMap<>();
      for (Component.Input input : NETWORK.inputs()) {
        float[] values = new float[rows * input.shape().size()];
        NoiseSource.gaussian().fill(1, 0, values, 0, values.length);
        if (input.name().contains("mask")) {
          Arrays.fill(values, 1);
        }
        long[] dimensions = new long[1 + input.shape().rank()];
        dimensions[0] = rows;
        for (int i = 1; i < dimensions.length; i++) {
          dimensions[i] = input.shape().dimension(i - 1);
        }
        inputs.put(
            input.name(),
            OnnxTensor.createTensor(
                OrtRuntime.environment(), FloatBuffer.wrap(values), dimensions));
      }
      try (OrtSession.SessionOptions options = Setting.ofLibrary().options()) {
        String file = folder.resolve("model.onnx").toString();
        return new Evaluation(OrtRuntime.environment().createSession(file, options), inputs);
      }
    }

    @Override
    public void run() {
      try {
        session.run(inputs).close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws OrtException {
      inputs.values().forEach(OnnxTensor::close);
      session.close();
    }
  }
}
