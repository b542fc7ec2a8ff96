package io.github.diffusion4j.train.onnx;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.engine.OnDjl;
import io.github.diffusion4j.train.network.Autoencoder;
import io.github.diffusion4j.train.network.Inputs;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.network.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExportTest {
  private static final Network SMALL = Networks.unet(Shape.of(3, 8, 8), 5, 32);

  private static final Autoencoder AUTOENCODER = new Autoencoder(Shape.of(3, 8, 12), 2, 32, 1);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  static Stream<Network> everything() {
    return Stream.concat(
        Stream.of(
            Networks.unet(Shape.of(3, 16, 16), 60, 64),
            Networks.unet(Shape.of(1, 4, 12), 0, 32),
            Networks.unet(Shape.of(3, 8, 8), 2, 32, 3, 0.5),
            Networks.contextUnet(Shape.of(3, 16, 16), 5, 32),
            Networks.contextUnet(Shape.of(3, 8, 12), 5, 8),
            Networks.classifier(Shape.of(3, 8, 12), 16, 7),
            Networks.classifier(Shape.of(1, 16, 40), 16, 7),
            Networks.dit(Shape.of(4, 8, 8), 3, 16, 2, 64, 2),
            Networks.dit(Shape.of(4, 4, 6), 3, 16, 1, 32, 1),
            Networks.inContextDit(Shape.of(4, 4, 6), 3, 16, 2, 32, 1),
            Networks.crossAttentionUnet(Shape.of(4, 4, 6), 3, 16, 32, 1),
            AUTOENCODER,
            AUTOENCODER.encoder(),
            AUTOENCODER.decoder()),
        Arrays.stream(Operation.values()));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void onnxRuntimeComputesWhatWasTrained(Network network) throws OrtException {
    Map<String, float[]> weights = Inputs.weights(network);
    Path file = folder.resolve("model.onnx");
    OnnxExport.write(network, weights, Map.of(), file);
    try (OrtSession session = OrtRuntime.environment().createSession(file.toString());
        OnDjl djl = new OnDjl(network, weights)) {
      for (int rows : new int[] {1, 3}) {
        Inputs inputs = Inputs.of(network, rows);
        assertArrayEquals(djl.run(inputs), run(session, network, inputs), 1e-4f);
      }
    }
  }

  static float[] run(OrtSession session, Network network, Inputs inputs) throws OrtException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      return run(session, network, inputs, options);
    }
  }

  static float[] run(
      OrtSession session, Network network, Inputs inputs, OrtSession.RunOptions options)
      throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      Shape shape = network.shape();
      int n = inputs.rows();
      long[] image = {n, shape.dimension(0), shape.dimension(1), shape.dimension(2)};
      for (String name : session.getInputNames()) { // what is not looked at is left out
        tensors.put(
            name,
            switch (name) {
              case "x" -> tensor(inputs.x(), image);
              case "t" -> tensor(inputs.time(), n, 1);
              default -> tensor(inputs.context(), n, network.contextSize());
            });
      }
      try (OrtSession.Result result = session.run(tensors, options)) {
        OnnxTensor output = (OnnxTensor) result.get(0);
        long[] expected =
            Stream.concat(Stream.of(n), NetworkSummary.of(network).output().dimensions().stream())
                .mapToLong(Integer::longValue)
                .toArray();
        assertArrayEquals(expected, output.getInfo().getShape());
        float[] values = new float[output.getFloatBuffer().remaining()];
        output.getFloatBuffer().get(values);
        return values;
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(float[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OrtRuntime.environment(), FloatBuffer.wrap(values), shape);
  }

  @Test
  void theFileSpeaksForItself() throws OrtException {
    Path file = folder.resolve("model.onnx");
    Map<String, String> card = Map.of("diffusion.output", "eps", "diffusion.labels", "folder,plus");
    OnnxExport.write(SMALL, Inputs.weights(SMALL), card, file);
    try (OrtSession session = OrtRuntime.environment().createSession(file.toString())) {
      assertEquals(card, session.getMetadata().getCustomMetadata());
      assertEquals(Set.of("x", "t", "c"), session.getInputNames());
      assertEquals(Set.of("eps"), session.getOutputNames());
      TensorInfo x = (TensorInfo) requireNonNull(session.getInputInfo().get("x"), "x").getInfo();
      assertArrayEquals(new long[] {-1, 3, 8, 8}, x.getShape());
      assertEquals("n", x.getDimensionNames()[0]);
    }
  }

  @Test
  void equalWeightsAreEqualBytes() throws IOException {
    Path one = folder.resolve("one.onnx");
    Path two = folder.resolve("two.onnx");
    Map<String, String> metadata = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      metadata.put("diffusion.note" + i, "" + i);
    }
    OnnxExport.write(SMALL, Inputs.weights(SMALL), metadata, one);
    OnnxExport.write(SMALL, Inputs.weights(SMALL), Map.copyOf(metadata), two);

    assertEquals(-1, Files.mismatch(one, two));
  }

  @Test
  void weightsOfAnotherNetworkAreRefusedAndNothingIsWritten() throws IOException {
    Path file = folder.resolve("model.onnx");
    Network larger = Networks.unet(SMALL.shape(), 6, 32);
    Map<String, float[]> strange = Inputs.weights(SMALL);
    strange.put("half/atention", new float[1]);

    refused(larger, Inputs.weights(SMALL), file, "context/weight");
    refused(larger, Map.of(), file, "time/weight");
    refused(SMALL, strange, file, "half/atention");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  private static void refused(
      Network network, Map<String, float[]> weights, Path file, String told) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> OnnxExport.write(network, weights, Map.of(), file));
    assertTrue(e.toString().contains(told), e::toString);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path blocked = Files.createFile(folder.resolve("file")).resolve("model.onnx");
    var e =
        assertThrows(
            UncheckedIOException.class,
            () -> OnnxExport.write(SMALL, Inputs.weights(SMALL), Map.of(), blocked));
    assertTrue(e.toString().contains("model.onnx"), e::toString);
  }
}
