package io.github.diffusion4j.train.onnx;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoraAdapter;
import ai.onnxruntime.OrtSession;
import com.google.common.collect.Maps;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.engine.OnDjl;
import io.github.diffusion4j.train.network.Inputs;
import io.github.diffusion4j.train.network.Lora;
import io.github.diffusion4j.train.network.LoraFactors;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.network.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime computes an adapted network as DJL does, with its factors merged and apart. */
class LoraExportTest {
  private static final List<String> ALL = List.of(".*");
  private static final Network DIT = Networks.dit(Shape.of(4, 4, 6), 3, 16, 1, 32, 2);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /**
   * A network and its adaptation.
   *
   * @param weights of the base, and factors none of which is at rest
   */
  record Adapted(Network base, Lora lora, Map<String, float[]> weights) {
    static Adapted of(Network base, Lora lora) {
      return new Adapted(base, lora, Inputs.weights(lora.on(base)));
    }

    Map<String, float[]> ofBase() {
      return Maps.filterKeys(weights, name -> !LoraFactors.isFactor(name));
    }

    Map<String, float[]> factors() {
      return Maps.filterKeys(weights, LoraFactors::isFactor);
    }

    float[] onDjl(Inputs inputs) {
      try (OnDjl djl = new OnDjl(lora.on(base), weights)) {
        return djl.run(inputs);
      }
    }

    @Override
    public String toString() {
      return base + " rank " + lora.rank();
    }
  }

  static Stream<Adapted> everything() {
    return Stream.of(
        usual(Networks.unet(Shape.of(3, 8, 8), 5, 32), 4),
        usual(Networks.contextUnet(Shape.of(3, 8, 12), 5, 8), 3),
        usual(Networks.dit(Shape.of(4, 8, 8), 3, 16, 2, 64, 2), 8),
        usual(DIT, 1),
        usual(Networks.inContextDit(Shape.of(4, 4, 6), 3, 16, 2, 32, 1), 2),
        usual(Networks.crossAttentionUnet(Shape.of(4, 8, 8), 3, 16, 32, 1), 2),
        Adapted.of(Networks.unet(Shape.of(1, 4, 12), 0, 32), new Lora(2, 1, ALL)),
        Adapted.of(DIT, new Lora(2, 3, ALL)),
        Adapted.of(Operation.CONVOLUTION_1X1, new Lora(2, 3, ALL)),
        Adapted.of(Operation.CONVOLUTION_3X3, new Lora(2, 3, ALL)),
        Adapted.of(Operation.CONVOLUTION_OF_EVERY_SECOND_PIXEL, new Lora(2, 3, List.of(""))),
        Adapted.of(Operation.LINEAR, new Lora(2, 3, ALL)),
        Adapted.of(Operation.LINEAR_WITHOUT_BIAS, new Lora(2, 3, ALL)));
  }

  private static Adapted usual(Network network, int rank) {
    return Adapted.of(network, new Lora(rank, 5, Lora.usualTargets(network)));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void mergedWeightsComputeWhatWasTrained(Adapted adapted) throws OrtException {
    Path file = folder.resolve("model.onnx");
    Map<String, float[]> merged =
        LoraFactors.merged(adapted.lora(), adapted.base(), adapted.ofBase(), adapted.factors());
    OnnxExport.write(adapted.base(), merged, Map.of(), file);
    try (OrtSession session = OrtRuntime.environment().createSession(file.toString())) {
      for (int rows : new int[] {1, 3}) {
        Inputs inputs = Inputs.of(adapted.base(), rows);
        float[] expected = adapted.onDjl(inputs);
        float[] made = OnnxExportTest.run(session, adapted.base(), inputs);
        assertArrayEquals(expected, made, 1e-4f);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void aFileOfTheFactorsComputesWhatWasTrainedAndNoneWhatTheBaseDoes(Adapted adapted)
      throws OrtException {
    Path file = folder.resolve("base.onnx");
    Path factors = folder.resolve("some.onnx_adapter");
    LoraExport.writeBase(
        adapted.base(), adapted.lora(), adapted.ofBase(), WeightType.FLOAT32, Map.of(), file);
    LoraExport.writeAdapter(adapted.base(), adapted.lora(), adapted.factors(), factors);
    try (OrtSession session = OrtRuntime.environment().createSession(file.toString());
        OrtLoraAdapter adapter = OrtLoraAdapter.create(factors.toString());
        OrtSession.RunOptions withAdapter = new OrtSession.RunOptions();
        OrtSession.RunOptions without = new OrtSession.RunOptions();
        OnDjl base = new OnDjl(adapted.base(), adapted.ofBase())) {
      withAdapter.addActiveLoraAdapter(adapter);
      for (int rows : new int[] {1, 3}) {
        Inputs inputs = Inputs.of(adapted.base(), rows);
        float[] with = OnnxExportTest.run(session, adapted.base(), inputs, withAdapter);
        assertArrayEquals(adapted.onDjl(inputs), with, 1e-4f);
        float[] alone = OnnxExportTest.run(session, adapted.base(), inputs, without);
        assertArrayEquals(base.run(inputs), alone, 1e-4f);
      }
    }
  }

  @Test
  void equalFactorsAreEqualBytesAndStrangeOnesAreRefused() throws IOException {
    Adapted adapted = usual(DIT, 2);
    Path one = folder.resolve("one.onnx_adapter");
    Path two = folder.resolve("two.onnx_adapter");
    LoraExport.writeAdapter(DIT, adapted.lora(), adapted.factors(), one);
    LoraExport.writeAdapter(DIT, adapted.lora(), adapted.factors(), two);
    assertEquals(-1, Files.mismatch(one, two));
    String missing =
        refusal(
            IllegalArgumentException.class,
            () -> LoraExport.writeAdapter(DIT, adapted.lora(), Map.of(), one));
    assertTrue(missing.contains("block0/self/query/lora_A"), missing);
  }
}
