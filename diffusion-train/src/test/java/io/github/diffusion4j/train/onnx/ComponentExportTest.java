package io.github.diffusion4j.train.onnx;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Component;
import io.github.diffusion4j.train.network.Init;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComponentExportTest {
  private static final int WIDTH = 32;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /** Tokens of a text, an image of one channel per token, and a time. */
  private record Mixture() implements Component {
    @Override
    public List<Input> inputs() {
      return List.of(
          new Input("input_ids", Kind.IDS, Shape.of(4)),
          new Input("sample", Kind.REAL, Shape.of(4, WIDTH)),
          new Input("timestep", Kind.TIME, Shape.of(1)));
    }

    @Override
    public String output() {
      return "out_sample";
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      T table = ops.parameter(new ParameterSpec("table", Shape.of(50, WIDTH), Init.FAN_IN));
      float[] frequencies = new float[WIDTH / 2];
      for (int i = 0; i < frequencies.length; i++) {
        frequencies[i] = 1f / (1 + i);
      }
      T time = ops.sinusoids(inputs.get(2), frequencies);
      T text = ops.embed(inputs.get(0), table);
      return ops.affineTokens(ops.add(text, inputs.get(1)), time, null);
    }
  }

  private static float[] weights(ParameterSpec spec) {
    return spec.initialValues(1);
  }

  @ParameterizedTest
  @EnumSource
  void theGraphComputesInItsPrecision(Precision precision) throws OrtException {
    Mixture mixture = new Mixture();
    ComponentExport.write(mixture, precision, ComponentExportTest::weights, folder);

    float[] table = requireNonNull(NetworkSummary.of(mixture).initialValues(1).get("table"));
    try (OrtSession session =
        OrtRuntime.environment().createSession(folder.resolve("model.onnx").toString())) {
      TensorInfo sample =
          (TensorInfo) requireNonNull(session.getInputInfo().get("sample")).getInfo();
      assertEquals(
          precision == Precision.FLOAT32 ? OnnxJavaType.FLOAT : OnnxJavaType.FLOAT16, sample.type);

      long[] ids = {7, 0, 49, 7, 1, 2, 3, 4};
      float[] x = new float[2 * 4 * WIDTH];
      float[] expected = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = i % 5 - 2;
        int c = i % WIDTH;
        double angle = 3.0 / (1 + c % (WIDTH / 2));
        double scale = c < WIDTH / 2 ? Math.cos(angle) : Math.sin(angle);
        expected[i] = (float) ((table[(int) ids[i / WIDTH] * WIDTH + c] + x[i]) * scale);
      }
      assertArrayEquals(
          expected,
          run(session, ids, x, sample.type),
          precision == Precision.FLOAT32 ? 1e-5f : 1e-2f);
    }
  }

  private static float[] run(OrtSession session, long[] ids, float[] x, OnnxJavaType type)
      throws OrtException {
    try (OnnxTensor tokens =
            OnnxTensor.createTensor(
                OrtRuntime.environment(), LongBuffer.wrap(ids), new long[] {2, 4});
        OnnxTensor sample = sample(x, type);
        OnnxTensor time =
            OnnxTensor.createTensor(
                OrtRuntime.environment(), LongBuffer.wrap(new long[] {3}), new long[] {1});
        OrtSession.Result result =
            session.run(Map.of("input_ids", tokens, "sample", sample, "timestep", time))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] floats = new float[values.remaining()];
      values.get(floats);
      return floats;
    }
  }

  private static OnnxTensor sample(float[] x, OnnxJavaType type) throws OrtException {
    long[] dimensions = {2, 4, WIDTH};
    if (type == OnnxJavaType.FLOAT) {
      return OnnxTensor.createTensor(OrtRuntime.environment(), FloatBuffer.wrap(x), dimensions);
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(2 * x.length).order(ByteOrder.nativeOrder());
    for (float value : x) {
      bytes.putShort(Float16.of(value));
    }
    return OnnxTensor.createTensor(
        OrtRuntime.environment(), bytes.flip().asShortBuffer(), dimensions, type);
  }

  @Test
  void weightsLieBesideTheGraphFromAPageOn() throws IOException {
    ComponentExport.write(new Mixture(), Precision.FLOAT32, ComponentExportTest::weights, folder);

    assertEquals(50 * WIDTH * 4, Files.size(folder.resolve("model.onnx_data")));
    assertTrue(Files.size(folder.resolve("model.onnx")) < 4000);
  }

  @Test
  void weightsTooLargeForFloat16AreRefusedAndLeaveNoFile() throws IOException {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                ComponentExport.write(
                    new Mixture(),
                    Precision.FLOAT16,
                    spec -> {
                      float[] values = new float[spec.shape().size()];
                      values[9] = 1e5f;
                      return values;
                    },
                    folder));

    assertTrue(String.valueOf(refused.getMessage()).contains("weights of table: 100000.0"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }
}
