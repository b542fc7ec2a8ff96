package io.github.diffusion4j.train.onnx;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Inputs;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A half or a quarter of the file, the same network. */
class WeightTypeTest {
  private static final Network SMALL = Networks.unet(Shape.of(3, 8, 8), 5, 32);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  static Stream<Network> networks() {
    return Stream.of(
        Networks.unet(Shape.of(3, 16, 16), 60, 64),
        Networks.unet(Shape.of(1, 4, 12), 0, 32),
        Networks.contextUnet(Shape.of(3, 16, 16), 5, 32),
        Networks.classifier(Shape.of(3, 8, 12), 16, 7));
  }

  /** Each weight is off by 2^-12 at most; errors of many weights cancel rather than add. */
  @ParameterizedTest
  @MethodSource("networks")
  void float16ChangesTheOutputByLessThanAThousandthOfItsSize(Network network) throws OrtException {
    Inputs inputs = Inputs.of(network, 3);
    float[] exact = run(write(network, WeightType.FLOAT32), network, inputs);
    float[] rounded = run(write(network, WeightType.FLOAT16), network, inputs);

    assertArrayEquals(exact, rounded, 1e-3f * largest(exact));
    assertFalse(Arrays.equals(exact, rounded));
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static float[] run(Path file, Network network, Inputs inputs) throws OrtException {
    try (OrtSession session = OrtRuntime.environment().createSession(file.toString())) {
      return OnnxExportTest.run(session, network, inputs);
    }
  }

  @Test
  void float16IsHalfTheFile() throws IOException {
    Network icons = Networks.unet(Shape.of(3, 16, 16), 60, 64);
    double whole = Files.size(write(icons, WeightType.FLOAT32));

    assertEquals(0.505, Files.size(write(icons, WeightType.FLOAT16)) / whole, 0.005);
  }

  /** Each weight is off by a 254th of the largest of its row at most; these weights are random. */
  @ParameterizedTest
  @MethodSource("networks")
  void int8ChangesTheOutputByLessThanATenthOfItsSize(Network network) throws OrtException {
    Inputs inputs = Inputs.of(network, 3);
    float[] exact = run(write(network, WeightType.FLOAT32), network, inputs);
    float[] rounded = run(write(network, WeightType.INT8), network, inputs);

    assertArrayEquals(exact, rounded, 0.1f * largest(exact));
    assertFalse(Arrays.equals(exact, rounded));
  }

  @Test
  void int8IsAQuarterOfTheFile() throws IOException {
    Network icons = Networks.unet(Shape.of(3, 16, 16), 60, 64);
    double whole = Files.size(write(icons, WeightType.FLOAT32));

    assertEquals(0.265, Files.size(write(icons, WeightType.INT8)) / whole, 0.015);
  }

  /** So an evaluation takes as long as with float32. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "INT8"})
  void onnxRuntimeRunsTheSameNodes(WeightType type) throws OrtException, IOException {
    Stream<String> exact = optimized(write(SMALL, WeightType.FLOAT32));
    Stream<String> rounded = optimized(write(SMALL, type));

    assertEquals(exact.toList(), rounded.toList());
  }

  private static Stream<String> optimized(Path file) throws OrtException, IOException {
    Path optimized = file.resolveSibling("optimized-" + file.getFileName());
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizedModelFilePath(optimized.toString());
      OrtRuntime.environment().createSession(file.toString(), options).close();
    }
    return ModelProto.parseFrom(Files.readAllBytes(optimized)).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType);
  }

  @Test
  void weightsOfFloat16AreReadBackByName() throws IOException {
    Map<String, float[]> weights = Inputs.weights(SMALL);
    Map<String, float[]> read =
        OnnxFile.read(ModelFile.at(write(SMALL, WeightType.FLOAT16))).floats();

    weights.forEach(
        (name, values) -> {
          float[] there = requireNonNull(read.get(name), name);
          for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], there[i], Math.max(Math.abs(values[i]), 0x1p-14f) * 0x1p-11f);
          }
        });
  }

  @Test
  void weightsOfInt8AreReadBackByName() throws IOException {
    Map<String, float[]> weights = Inputs.weights(SMALL);
    Map<String, float[]> read = OnnxFile.read(ModelFile.at(write(SMALL, WeightType.INT8))).floats();

    weights.forEach(
        (name, values) -> {
          float[] there = requireNonNull(read.get(name), name);
          assertArrayEquals(values, there, 1.001f * largest(values) / 254, name);
        });
  }

  @Test
  void int8RefusesWhatIsNotFinite() {
    Map<String, float[]> weights = Inputs.weights(SMALL);
    requireNonNull(weights.get("context/weight"), "weight")[7] = Float.NaN;
    Path file = folder.resolve("model.onnx");
    assertThrows(
        IllegalArgumentException.class,
        () -> OnnxExport.write(SMALL, weights, WeightType.INT8, Map.of(), file));
    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @ValueSource(floats = {65505, -1e30f, Float.NaN, Float.NEGATIVE_INFINITY})
  void whatDoesNotFitIsRefusedByNameAndNothingIsWritten(float value) throws IOException {
    Map<String, float[]> weights = Inputs.weights(SMALL);
    requireNonNull(weights.get("context/weight"), "weight")[7] = value;
    Path file = folder.resolve("model.onnx");
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> OnnxExport.write(SMALL, weights, WeightType.FLOAT16, Map.of(), file));

    assertTrue(e.toString().contains("context/weight: " + value), e::toString);
    assertTrue(e.toString().contains("65504; write them as float32"), e::toString);
    assertFalse(Files.exists(file));
  }

  private Path write(Network network, WeightType type) {
    Path file = folder.resolve(type + ".onnx");
    OnnxExport.write(network, Inputs.weights(network), type, Map.of(), file);
    return file;
  }
}
