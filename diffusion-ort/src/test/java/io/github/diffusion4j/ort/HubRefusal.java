package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.DiffusionPipeline;

/** How folders are refused. */
final class HubRefusal {
  private HubRefusal() {}

  /** The message of the refusal, which names the file. */
  static void refused(ToyFolder toy, String file, String... words) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> DiffusionPipeline.load(toy.path()).close());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(toy.path().resolve(file).toString()), message);
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertEquals(1, message.lines().count(), message);
  }

  /** The network of Stable Diffusion, without its output. */
  static ToyNetwork network() {
    return ToyNetwork.of("sample", DataType.FLOAT, -1, 4, -1, -1)
        .time("timestep", DataType.INT64, 1)
        .condition("encoder_hidden_states", DataType.FLOAT, -1, -1, ToyFolder.WIDTH);
  }
}
