package io.github.diffusion4j.train.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.engine.OnDjl;
import io.github.diffusion4j.train.network.Inputs;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.network.TextComponent;
import io.github.diffusion4j.train.network.TextNetwork;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextComponentTest {
  private static final int STEPS = 50;
  private static final int TOKENS = 3;
  private static final int WIDTH = 16;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  static Stream<Arguments> networks() {
    Shape shape = Shape.of(4, 8, 8);
    return Stream.of(
            dit(1),
            dit(2),
            Networks.inContextDit(shape, TOKENS, WIDTH, 2, 32, 1),
            Networks.crossAttentionUnet(shape, TOKENS, WIDTH, 32, 1))
        .flatMap(
            network ->
                Arrays.stream(AttentionForm.values())
                    .map(attention -> Arguments.of(network, attention)));
  }

  private static TextNetwork dit(int patch) {
    return Networks.dit(Shape.of(4, 8, 8), TOKENS, WIDTH, patch, 64, 2);
  }

  private Path written(TextNetwork network, WeightType type) {
    return written(network, GraphForm.standard(type));
  }

  private Path written(TextNetwork network, GraphForm form) {
    Map<String, float[]> weights = Inputs.weights(network);
    ComponentExport.write(
        new TextComponent(network, STEPS), weights, form, Map.of("diffusion.name", "toy"), folder);
    return folder.resolve("model.onnx");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void itComputesWhatWasTrained(TextNetwork network, AttentionForm attention) throws OrtException {
    Path file = written(network, new GraphForm(WeightType.FLOAT32, attention));
    try (OrtSession session = OrtRuntime.environment().createSession(file.toString());
        OnDjl djl = new OnDjl(network, Inputs.weights(network))) {
      assertEquals(
          List.of(
              "sample",
              "timestep",
              "encoder_hidden_states",
              "encoder_attention_mask",
              "pooled_projections"),
          List.copyOf(session.getInputNames()));
      for (int rows : new int[] {1, 3}) {
        Inputs inputs = Inputs.of(network, rows);
        assertArrayEquals(djl.run(inputs), run(session, network, inputs), 1e-4f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "INT8", "DYNAMIC_INT8"})
  void smallerWeightsAreReadBackByName(WeightType type) throws IOException {
    TextNetwork network = dit(2);
    long whole = Files.size(written(network, WeightType.FLOAT32));
    Path file = written(network, type);
    assertTrue(Files.size(file) < 0.7 * whole, () -> whole + " bytes became " + file);
    OnnxFile read = OnnxFile.read(ModelFile.at(file));
    assertEquals("toy", read.card().get("name"));
    Inputs.weights(network)
        .forEach((name, values) -> assertArrayEquals(values, read.floats().get(name), 0.02f, name));
  }

  /** Of one layer the error is that of 8 bits on each side; here are two blocks on top of it. */
  @Test
  void productsOf8BitsAreNear() throws OrtException {
    TextNetwork network = dit(2);
    Path file = written(network, new GraphForm(WeightType.DYNAMIC_INT8, AttentionForm.FUSED));
    try (OrtSession session = OrtRuntime.environment().createSession(file.toString());
        OnDjl djl = new OnDjl(network, Inputs.weights(network))) {
      Inputs inputs = Inputs.of(network, 1);
      float[] exact = djl.run(inputs);
      float[] near = run(session, network, inputs);
      double error = 0;
      double power = 0;
      for (int i = 0; i < exact.length; i++) {
        error += (near[i] - exact[i]) * (near[i] - exact[i]);
        power += exact[i] * exact[i];
      }
      double relative = Math.sqrt(error / power);
      assertTrue(relative > 0 && relative < 0.02, () -> "relative error " + relative);
    }
  }

  @Test
  void equalWeightsGiveEqualBytes() throws IOException {
    byte[] once = Files.readAllBytes(written(dit(1), WeightType.INT8));
    assertArrayEquals(once, Files.readAllBytes(written(dit(1), WeightType.INT8)));
  }

  /** The inputs are the parts of the row of context, and the time counts from 0. */
  static float[] run(OrtSession session, TextNetwork network, Inputs inputs) throws OrtException {
    int rows = inputs.rows();
    int size = network.contextSize();
    int mask = TOKENS * WIDTH;
    Map<String, OnnxTensor> tensors = new HashMap<>();
    float[] timesteps = new float[rows];
    for (int row = 0; row < rows; row++) {
      timesteps[row] = inputs.time()[row] * STEPS - 1;
    }
    try {
      tensors.put("sample", tensor(inputs.x(), rows, 4, 8, 8));
      tensors.put("timestep", tensor(timesteps, rows, 1));
      tensors.put(
          "encoder_hidden_states", tensor(part(inputs, size, 0, mask), rows, TOKENS, WIDTH));
      tensors.put(
          "encoder_attention_mask", tensor(part(inputs, size, mask, mask + TOKENS), rows, TOKENS));
      tensors.put(
          "pooled_projections", tensor(part(inputs, size, mask + TOKENS, size), rows, WIDTH));
      try (OrtSession.Result result = session.run(tensors)) {
        FloatBuffer values = ((OnnxTensor) result.get("out_sample").orElseThrow()).getFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static float[] part(Inputs inputs, int size, int from, int to) {
    float[] part = new float[inputs.rows() * (to - from)];
    for (int row = 0; row < inputs.rows(); row++) {
      System.arraycopy(inputs.context(), row * size + from, part, row * (to - from), to - from);
    }
    return part;
  }

  private static OnnxTensor tensor(float[] values, long... dimensions) throws OrtException {
    return OnnxTensor.createTensor(OrtRuntime.environment(), FloatBuffer.wrap(values), dimensions);
  }
}
